import {parseArgs} from 'node:util';
import type {Address} from '../core/api/api.ts';
import type {RequestMode} from '../core/peers/peer-policy.ts';
import {isInviteLink} from '../identity/reach/link-text.ts';
import {formatAddress, parseAddress} from '../lib/address.ts';
import {NatterError} from '../lib/errors.ts';
import {parseTraceRules} from '../lib/trace.ts';
import {parseSubcommand, type Subcommand} from './subcommand.ts';

/** What the command line and the environment ask for; undefined where they say nothing. */
export type Options = {
  readonly profile: string | undefined;
  readonly name: string | undefined;
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly connect: Address | undefined;
  /** An invite to use at the start. */
  readonly join: string | undefined;
  readonly requests: RequestMode | undefined;
  /** Seconds that the end of headless input waits for delivery. */
  readonly wait: number | undefined;
  /** What is written to `trace.log`, such as `net,sync:trace`. */
  readonly log: string | undefined;
  /** What to do instead of opening a screen; null opens one. */
  readonly subcommand: Subcommand | null;
  readonly json: boolean;
  readonly headless: boolean;
  readonly plain: boolean;
  /** False: not by the hash table, or not on the local network. */
  readonly dht: boolean;
  readonly lan: boolean;
  /** Runs a node of the hash table that others begin with, and nothing else. */
  readonly bootstrap: boolean;
  readonly demo: boolean;
  readonly newHistory: boolean;
  readonly help: boolean;
  readonly version: boolean;
};

/** What stands for an invite that is to be read from standard input. */
export const FROM_INPUT = '-';

/** A day, in seconds. */
const MAX_WAIT = 86_400;

/** The text of `natter --help`. */
export const USAGE = `natter: chat between people in a terminal, end-to-end encrypted, without a server

Usage: natter [flags] [natter:INVITE]  opens the screen
       natter send WHO [TEXT…]         sends a message; the text may be piped in
       natter tail [WHO]               prints messages as they come
       natter status, natter contacts  tell how things stand
       natter doctor                   checks what natter needs, and says what to do
       natter restore FILE             brings back what /backup saved, into a new profile
       natter daemon                   runs without a screen
       natter daemon install           has the system run it: systemd, launchd; also uninstall, status

  --profile DIR      the folder with your key and history (default: the platform's data folder)
  --name NAME        the name others see
  --port N           the port to listen on (default 4242, or a free one if it is taken; 0 takes a free one)
  --host ADDR        the address to listen on (default: all interfaces)
  --connect ADDR     dial host:port at the start
  --join INVITE      use an invite at the start, as does the link alone; - reads it from standard input
  --requests MODE    strangers who dial: ask (default), open (welcome), closed (refused)
  --plain            sentences instead of a screen, for screen readers and simple terminals
  --headless         read commands from standard input, print one JSON event per line
  --wait SECONDS     how long the end of that input waits for delivery (default 10)
                     with send: until stored, delivered or read, as in --wait delivered=30
  --json             with send, tail, status, contacts, doctor: JSON instead of words
  --full             with doctor: paths and addresses as well
  --after CURSOR     with tail: begins behind the message with this cursor
  --no-dht, --no-lan find nobody, and be found by nobody, over the internet; on the local network
  --bootstrap        run a node by which a closed network finds itself: with --host ADDR --port N
  --demo             made-up conversations, without network; nothing is kept
  --log SCOPES       write what happens to trace.log in the profile, such as net,sync:trace
  --new-history      if the database is gone: begin a new one with the same key
  --help, --version

All but the last three have variables: NATTER_PROFILE, NATTER_PORT and so on. A flag goes before
its variable, a variable before config.json in the profile folder. Inside natter, type /help.
`;

/** Reads flags, then `NATTER_…` variables. Throws `FLAG_INVALID` (exit code 2) with what to do. */
export function parseOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const {values: flags, positionals} = parseFlags(argv);
  const link = linkIn(positionals);
  const subcommand = flags.help || link !== undefined ? null : parseSubcommand(positionals, flags);
  if (flags.plain === true && flags.headless === true) {
    throw new NatterError('FLAG_INVALID', '--plain and --headless exclude each other. See natter --help.');
  }
  const text = (name: TextFlag) => flags[name] ?? (environment[`NATTER_${name.toUpperCase()}`] || undefined);
  return {
    profile: nonEmpty('profile', text('profile')),
    name: text('name'),
    port: parsePort(text('port')),
    host: nonEmpty('host', text('host')),
    connect: parseConnect(text('connect')),
    join: link ?? nonEmpty('join', text('join')),
    requests: parseRequests(text('requests')),
    log: checkLog(text('log')),
    wait: subcommand === null ? parseWait(text('wait')) : undefined,
    subcommand,
    json: flags.json ?? false,
    headless: flags.headless ?? (flags.plain !== true && isOn(environment['NATTER_HEADLESS'])),
    plain: flags.plain ?? (flags.headless !== true && isOn(environment['NATTER_PLAIN'])),
    dht: !(flags['no-dht'] ?? isOn(environment['NATTER_NO_DHT'])),
    lan: !(flags['no-lan'] ?? isOn(environment['NATTER_NO_LAN'])),
    bootstrap: flags.bootstrap ?? false,
    demo: flags.demo ?? isOn(environment['NATTER_DEMO']),
    newHistory: flags['new-history'] ?? false,
    help: flags.help ?? false,
    version: flags.version ?? false,
  };
}

type TextFlag = 'profile' | 'name' | 'port' | 'host' | 'connect' | 'join' | 'requests' | 'wait' | 'log';

function parseFlags(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: true,
      options: {
        profile: {type: 'string'},
        name: {type: 'string'},
        port: {type: 'string'},
        host: {type: 'string'},
        connect: {type: 'string'},
        join: {type: 'string'},
        requests: {type: 'string'},
        wait: {type: 'string'},
        log: {type: 'string'},
        after: {type: 'string'},
        json: {type: 'boolean'},
        full: {type: 'boolean'},
        headless: {type: 'boolean'},
        plain: {type: 'boolean'},
        demo: {type: 'boolean'},
        'no-dht': {type: 'boolean'},
        'no-lan': {type: 'boolean'},
        bootstrap: {type: 'boolean'},
        'new-history': {type: 'boolean'},
        help: {type: 'boolean', short: 'h'},
        version: {type: 'boolean', short: 'v'},
      },
    });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new NatterError('FLAG_INVALID', `${reason}. See natter --help.`, {cause: error});
  }
}

/** An invite link needs no flag; a shell may have taken it apart at its spaces. */
function linkIn(positionals: readonly string[]): string | undefined {
  const [first] = positionals;
  return first !== undefined && isInviteLink(first) ? positionals.join(' ') : undefined;
}

/** Lines that are run at the start as if they had been typed. */
export function firstLines({connect, join}: Pick<Options, 'connect' | 'join'>): readonly string[] {
  return [
    ...(connect === undefined ? [] : [`/connect ${formatAddress(connect)}`]),
    ...(join === undefined ? [] : [`/join ${join.replaceAll(/\s+/g, ' ')}`]),
  ];
}

function nonEmpty(flag: TextFlag, value: string | undefined): string | undefined {
  if (value === '') {
    throw new NatterError('FLAG_INVALID', `--${flag} is empty. See natter --help.`);
  }
  return value;
}

function parsePort(value: string | undefined): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535) {
    throw new NatterError('FLAG_INVALID', `--port ${value}: a port is a number from 0 to 65535.`);
  }
  return port;
}

function parseWait(value: string | undefined): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const seconds = Number(value);
  if (!/^\d+$/.test(value) || seconds > MAX_WAIT) {
    throw new NatterError(
      'FLAG_INVALID',
      `--wait ${value}: it is a number of seconds from 0 to ${MAX_WAIT}.`,
    );
  }
  return seconds;
}

function parseConnect(value: string | undefined): Address | undefined {
  if (value === undefined) {
    return undefined;
  }
  try {
    return parseAddress(value);
  } catch (error) {
    throw new NatterError('FLAG_INVALID', `--connect: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

function parseRequests(value: string | undefined): RequestMode | undefined {
  switch (value) {
    case undefined:
    case 'ask':
    case 'open':
    case 'closed':
      return value;
    default:
      throw new NatterError('FLAG_INVALID', `--requests ${value}: it is one of ask, open, closed.`);
  }
}

function checkLog(value: string | undefined): string | undefined {
  if (value !== undefined) {
    parseTraceRules(value);
  }
  return value;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
