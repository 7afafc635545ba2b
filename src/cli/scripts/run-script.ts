import {outputForm} from '../../terminal/charset.ts';
import type {Options} from '../options.ts';
import type {Subcommand} from '../subcommand.ts';
import {backup} from './backup.ts';
import {contacts, status} from './questions.ts';
import {send} from './send.ts';
import {tail} from './tail.ts';

/** Runs a command of the shell that talks to a core; returns the exit code. Throws what keeps it from that. */
export async function runScript(
  subcommand: Exclude<Subcommand, {type: 'daemon' | 'doctor' | 'restore' | 'paths'}>,
  options: Options,
  streams: NodeJS.Process,
): Promise<number> {
  await limitToTerminal(streams, options);
  switch (subcommand.type) {
    case 'send':
      return await send(subcommand, options, streams);
    case 'backup':
      return await backup(subcommand, options, streams);
    case 'tail':
      return await tail(subcommand, options, streams);
    case 'status':
      return await status(options, streams);
    case 'contacts':
      return await contacts(options, streams);
  }
}

/** A terminal that does not read UTF-8 gets ASCII; what is piped or JSON is UTF-8 wherever it goes. */
async function limitToTerminal({stdout, stderr, env}: NodeJS.Process, {json}: Options): Promise<void> {
  const terminals = [...(json ? [] : [stdout]), stderr].filter(({isTTY}) => isTTY);
  if (terminals.length > 0 && outputForm('auto', env) !== 'unicode') {
    const {limitOutput} = await import('../../app/ascii-output.ts');
    for (const terminal of terminals) {
      limitOutput(terminal, () => outputForm('auto', env));
    }
  }
}
