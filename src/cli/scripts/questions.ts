import {safeLine, safeText} from '../../lib/text/safe-text.ts';
import {cliTexts} from '../../lib/texts/cli.ts';
import {EXIT} from '../exit-codes.ts';
import type {Options} from '../options.ts';
import {writeOut} from '../standard-output.ts';
import {type Connection, talk} from './connection.ts';

type Status = {
  readonly version: string;
  readonly pid: number;
  readonly name: string;
  readonly id: string;
  readonly host?: string;
  readonly port?: number;
  readonly contacts: number;
  readonly online: number;
  readonly requests: number;
  readonly unread: number;
};

type Contact = {
  readonly name: string;
  readonly id: string;
  readonly relation: string;
  readonly presence: string;
  readonly unread: number;
};

/** Tells who we are and what waits; returns the exit code. */
export async function status(options: Options, {stdout}: NodeJS.Process): Promise<number> {
  return await asking(options, async connection => {
    const found = (await connection.call('status', {})) as Status;
    const running = connection.isServed;
    await writeOut(
      stdout,
      options.json ? `${JSON.stringify({...found, running})}\n` : tellStatus(found, running),
    );
  });
}

/** Tells whom we know, one per line; returns the exit code. */
export async function contacts(options: Options, {stdout}: NodeJS.Process): Promise<number> {
  return await asking(options, async connection => {
    const {peers} = (await connection.call('contacts', {})) as {peers: readonly Contact[]};
    const lines = peers.map(peer => (options.json ? JSON.stringify(peer) : tellContact(peer)));
    await writeOut(stdout, lines.map(line => `${line}\n`).join(''));
  });
}

async function asking(options: Options, ask: (connection: Connection) => Promise<void>): Promise<number> {
  await talk(options, ask);
  return EXIT.ok;
}

function tellStatus(found: Status, running: boolean): string {
  const {name, id, host, port, version, pid, contacts: known, online, requests, unread} = found;
  const lines = [
    running ? cliTexts.running.version(version, pid) : cliTexts.running.none,
    cliTexts.running.self(name, id),
    ...(running && port !== undefined ? [cliTexts.running.listening(host, port)] : []),
    cliTexts.running.counts(known, online, requests, unread),
  ];
  return `${safeText(lines.join('\n'))}\n`;
}

function tellContact({name, id, relation, presence, unread}: Contact): string {
  return [name, id, relation, presence, String(unread)].map(safeLine).join('\t');
}
