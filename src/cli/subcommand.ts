import {NatterError} from '../lib/errors.ts';
import {cliTexts} from '../lib/texts/cli.ts';
import {WAITS, type Wait} from '../scripting/delivery-watch.ts';
import {SUBCOMMANDS} from './flags.ts';

/** What stands behind `natter` on the command line. */
export type Subcommand =
  | {
      readonly type: 'send';
      readonly to: string;
      /** Null takes it from standard input. */
      readonly text: string | null;
      readonly wait: Wait;
      /** Seconds. */
      readonly patience: number;
    }
  | {readonly type: 'tail'; readonly who: string | null; readonly after: number | null}
  | {readonly type: 'status' | 'contacts'}
  | {readonly type: 'paths'}
  /** `full` also tells what may tell whose natter it is. */
  | {readonly type: 'doctor'; readonly full: boolean}
  /** Null takes a name of its own in the current folder. */
  | {readonly type: 'backup'; readonly file: string | null}
  | {readonly type: 'restore'; readonly file: string}
  | {readonly type: 'daemon'; readonly action: DaemonAction};

export const DAEMON_ACTIONS = ['run', 'install', 'uninstall', 'status'] as const;
export type DaemonAction = (typeof DAEMON_ACTIONS)[number];

/** How long a message is waited for where nobody says, and at most. Seconds. */
const PATIENCE = 10;
const MAX_PATIENCE = 86_400;

/** The values of flags that only some subcommands have. */
export type SubcommandFlags = {
  readonly wait?: string | undefined;
  readonly after?: string | undefined;
  readonly full?: boolean | undefined;
};

/** Reads the words behind `natter`; null if there are none. Throws `FLAG_INVALID`. */
export function parseSubcommand(words: readonly string[], flags: SubcommandFlags): Subcommand | null {
  const [name, ...operands] = words;
  switch (name) {
    case undefined:
      return null;
    case 'send': {
      const [to, ...text] = operands;
      if (to === undefined) {
        throw wrong(cliTexts.subcommands.sendToWhom);
      }
      return {type: 'send', to, text: text.length === 0 ? null : text.join(' '), ...parseWait(flags.wait)};
    }
    case 'tail': {
      const [who = null, ...rest] = operands;
      requireNone(name, rest);
      return {type: 'tail', who, after: parseAfter(flags.after)};
    }
    case 'status':
    case 'contacts':
      requireNone(name, operands);
      return {type: name};
    case 'paths':
      requireNone(name, operands);
      return {type: name};
    case 'doctor':
      requireNone(name, operands);
      return {type: 'doctor', full: flags.full === true};
    case 'backup': {
      const [file = null, ...rest] = operands;
      requireNone(name, rest);
      return {type: 'backup', file};
    }
    case 'restore': {
      const [file, ...rest] = operands;
      if (file === undefined) {
        throw wrong(cliTexts.subcommands.restoreWhat);
      }
      requireNone(name, rest);
      return {type: 'restore', file};
    }
    case 'daemon': {
      const [word = 'run', ...rest] = operands;
      requireNone(name, rest);
      const action = DAEMON_ACTIONS.find(one => one === word);
      if (action === undefined) {
        throw wrong(cliTexts.subcommands.noDaemonWord(word));
      }
      return {type: 'daemon', action};
    }
    default:
      throw wrong(cliTexts.subcommands.unknown(name, SUBCOMMANDS.map(one => one.name).join(', ')));
  }
}

/** `stored`, `delivered` or `read`, with `=SECONDS` behind it or without. */
function parseWait(value: string | undefined): {readonly wait: Wait; readonly patience: number} {
  const [word = 'stored', seconds = String(PATIENCE)] = value?.split('=', 2) ?? [];
  const wait = WAITS.find(one => one === word);
  const patience = Number(seconds);
  if (wait === undefined || !/^\d+$/.test(seconds) || patience > MAX_PATIENCE) {
    throw wrong(cliTexts.subcommands.wait(value));
  }
  return {wait, patience};
}

function parseAfter(value: string | undefined): number | null {
  if (value !== undefined && !/^\d{1,15}$/.test(value)) {
    throw wrong(cliTexts.subcommands.after(value));
  }
  return value === undefined ? null : Number(value);
}

function requireNone(name: string, words: readonly string[]): void {
  if (words.length > 0) {
    throw wrong(cliTexts.subcommands.tooMany(name, words[0]));
  }
}

function wrong(message: string): NatterError {
  return new NatterError('FLAG_INVALID', cliTexts.subcommands.seeHelp(message));
}
