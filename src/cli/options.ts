import {parseArgs} from 'node:util';
import type {Address} from '../core/api/api.ts';
import type {RequestMode} from '../core/peers/peer-policy.ts';
import {isInviteLink} from '../identity/reach/link-text.ts';
import {formatAddress, parseAddress} from '../lib/address.ts';
import {NatterError} from '../lib/errors.ts';
import {cliTexts} from '../lib/texts/cli.ts';
import {parseTraceRules} from '../lib/trace.ts';
import {FLAG_NAMES, FLAGS, type FlagName, flagOf} from './flags.ts';
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

/** Reads flags, then `NATTER_…` variables. Throws `FLAG_INVALID` (exit code 2) with what to do. */
export function parseOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const {values: flags, positionals} = parseFlags(argv);
  const link = linkIn(positionals);
  const called = link === undefined ? addressIn(positionals) : undefined;
  const subcommand =
    flags.help || link !== undefined || called !== undefined ? null : parseSubcommand(positionals, flags);
  if (flags.plain === true && flags.headless === true) {
    throw new NatterError('FLAG_INVALID', cliTexts.options.exclusive);
  }
  const text = (name: TextFlag) => flags[name] ?? (environment[FLAGS[name].variable] || undefined);
  return {
    profile: nonEmpty('profile', text('profile')),
    name: text('name'),
    port: parsePort(text('port')),
    host: nonEmpty('host', text('host')),
    connect: called ?? parseConnect(text('connect')),
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

/** The flags on the command line, by their names; variables are none. Throws as `parseOptions`. */
export function typedFlags(argv: readonly string[]): readonly string[] {
  return Object.keys(parseFlags(argv).values);
}

/** Flags with a value and a variable. */
type TextFlag = Exclude<ValueFlag, 'after'>;
type ValueFlag = {[N in FlagName]: (typeof FLAGS)[N]['value'] extends string ? N : never}[FlagName];

/** The table of flags as the parser of Node takes it. */
const PARSED = Object.fromEntries(
  FLAG_NAMES.map(name => {
    const {value, short} = flagOf(name);
    return [name, {type: value === null ? 'boolean' : 'string', ...(short === undefined ? {} : {short})}];
  }),
) as {readonly [N in FlagName]: {readonly type: N extends ValueFlag ? 'string' : 'boolean'}};

function parseFlags(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: true,
      options: PARSED,
    });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new NatterError('FLAG_INVALID', cliTexts.options.unreadable(reason), {cause: error});
  }
}

/** An invite link needs no flag; a shell may have taken it apart at its spaces. */
function linkIn(positionals: readonly string[]): string | undefined {
  const [first] = positionals;
  return first !== undefined && isInviteLink(first) ? positionals.join(' ') : undefined;
}

/** An address needs no flag, either. */
function addressIn(positionals: readonly string[]): Address | undefined {
  const [first, ...more] = positionals;
  return first?.includes(':') && more.length === 0 ? parseConnect(first) : undefined;
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
    throw new NatterError('FLAG_INVALID', cliTexts.options.empty(flag));
  }
  return value;
}

function parsePort(value: string | undefined): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535) {
    throw new NatterError('FLAG_INVALID', cliTexts.options.port(value));
  }
  return port;
}

function parseWait(value: string | undefined): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const seconds = Number(value);
  if (!/^\d+$/.test(value) || seconds > MAX_WAIT) {
    throw new NatterError('FLAG_INVALID', cliTexts.options.wait(value, MAX_WAIT));
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
    throw new NatterError(
      'FLAG_INVALID',
      cliTexts.options.connect(error instanceof Error ? error.message : error),
      {
        cause: error,
      },
    );
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
      throw new NatterError('FLAG_INVALID', cliTexts.options.requests(value));
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
