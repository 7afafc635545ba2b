import type {Options} from '../options.ts';
import type {Subcommand} from '../subcommand.ts';
import {contacts, status} from './questions.ts';
import {send} from './send.ts';
import {tail} from './tail.ts';

/** Runs a command of the shell that talks to a core; returns the exit code. Throws what keeps it from that. */
export function runScript(
  subcommand: Exclude<Subcommand, {type: 'daemon' | 'doctor' | 'restore'}>,
  options: Options,
  streams: NodeJS.Process,
): Promise<number> {
  switch (subcommand.type) {
    case 'send':
      return send(subcommand, options, streams);
    case 'tail':
      return tail(subcommand, options, streams);
    case 'status':
      return status(options, streams);
    case 'contacts':
      return contacts(options, streams);
  }
}
