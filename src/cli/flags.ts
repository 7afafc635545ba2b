import {cliTexts} from '../lib/texts/cli.ts';

/**
 * The one table of the command line. From it follow what is read, `natter --help`, the man page, the completions of shells
 * and the tables of the documents.
 */

/** How a shell completes what stands behind a word. */
export type Completes = 'folder' | 'file' | 'contact' | 'nothing' | readonly string[];

/** A flag of `natter`. */
export type Flag = {
  readonly short?: string;
  /** What stands behind it, for people; null if nothing does. */
  readonly value: string | null;
  /** The variable that says the same; null if there is none. */
  readonly variable: string | null;
  readonly summary: string;
  readonly completes: Completes;
};

const text = (value: string, variable: string, summary: string, completes: Completes = 'nothing') =>
  ({value, variable, summary, completes}) as const;
const off = (variable: string | null, summary: string) =>
  ({value: null, variable, summary, completes: 'nothing'}) as const;

/** In the order of the help. */
export const FLAGS = {
  profile: text('DIR', 'NATTER_PROFILE', cliTexts.flags.profile, 'folder'),
  name: text('NAME', 'NATTER_NAME', cliTexts.flags.name),
  port: text('N', 'NATTER_PORT', cliTexts.flags.port),
  host: text('ADDR', 'NATTER_HOST', cliTexts.flags.host),
  connect: text('ADDR', 'NATTER_CONNECT', cliTexts.flags.connect),
  join: text('INVITE', 'NATTER_JOIN', cliTexts.flags.join),
  requests: text('MODE', 'NATTER_REQUESTS', cliTexts.flags.requests, ['ask', 'open', 'closed']),
  plain: off('NATTER_PLAIN', cliTexts.flags.plain),
  headless: off('NATTER_HEADLESS', cliTexts.flags.headless),
  wait: text('SECONDS', 'NATTER_WAIT', cliTexts.flags.wait, ['stored', 'delivered', 'read']),
  json: off(null, cliTexts.flags.json),
  full: off(null, cliTexts.flags.full),
  after: {
    value: 'CURSOR',
    variable: null,
    summary: cliTexts.flags.after,
    completes: 'nothing',
  },
  'no-dht': off('NATTER_NO_DHT', cliTexts.flags.noDht),
  'no-lan': off('NATTER_NO_LAN', cliTexts.flags.noLan),
  bootstrap: off(null, cliTexts.flags.bootstrap),
  demo: off('NATTER_DEMO', cliTexts.flags.demo),
  log: text('SCOPES', 'NATTER_LOG', cliTexts.flags.log),
  'new-history': off(null, cliTexts.flags.newHistory),
  help: {short: 'h', ...off(null, cliTexts.flags.help)},
  version: {short: 'v', ...off(null, cliTexts.flags.version)},
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof FLAGS;

export const FLAG_NAMES = Object.keys(FLAGS) as readonly FlagName[];

/** A flag by its name, without its own type. */
export function flagOf(name: FlagName): Flag {
  return FLAGS[name];
}

/** A word that may stand behind `natter`. */
export type SubcommandHelp = {
  readonly name: string;
  /** What stands behind it, for people. */
  readonly operands: string;
  readonly summary: string;
  /** How a shell completes its first operand. */
  readonly completes: Completes;
};

export const SUBCOMMANDS: readonly SubcommandHelp[] = [
  {
    name: 'send',
    operands: 'WHO [TEXT…]',
    summary: cliTexts.commands.send,
    completes: 'contact',
  },
  {name: 'tail', operands: '[WHO]', summary: cliTexts.commands.tail, completes: 'contact'},
  {name: 'status', operands: '', summary: cliTexts.commands.status, completes: 'nothing'},
  {name: 'contacts', operands: '', summary: cliTexts.commands.contacts, completes: 'nothing'},
  {
    name: 'doctor',
    operands: '',
    summary: cliTexts.commands.doctor,
    completes: 'nothing',
  },
  {name: 'paths', operands: '', summary: cliTexts.commands.paths, completes: 'nothing'},
  {
    name: 'backup',
    operands: '[FILE]',
    summary: cliTexts.commands.backup,
    completes: 'file',
  },
  {
    name: 'restore',
    operands: 'FILE',
    summary: cliTexts.commands.restore,
    completes: 'file',
  },
  {
    name: 'daemon',
    operands: '[install|uninstall|status]',
    summary: cliTexts.commands.daemon,
    completes: ['install', 'uninstall', 'status'],
  },
];

/** Variables beside those of flags. */
export const VARIABLES: readonly {readonly name: string; readonly summary: string}[] = [
  {
    name: 'NATTER_PASSPHRASE_FILE',
    summary: cliTexts.variables.passphraseFile,
  },
  {
    name: 'NATTER_BACKUP_PASSPHRASE_FILE',
    summary: cliTexts.variables.backupPassphraseFile,
  },
  {name: 'NO_COLOR', summary: cliTexts.variables.noColor},
  {name: 'VISUAL, EDITOR', summary: cliTexts.variables.editor},
  {
    name: 'XDG_DATA_HOME, XDG_CACHE_HOME, XDG_RUNTIME_DIR',
    summary: cliTexts.variables.folders,
  },
];

/** Exit codes, for people. */
export const EXIT_CODES: readonly {readonly code: number; readonly summary: string}[] = [
  {code: 0, summary: cliTexts.exitCodes.well},
  {code: 1, summary: cliTexts.exitCodes.failed},
  {code: 2, summary: cliTexts.exitCodes.usage},
  {code: 3, summary: cliTexts.exitCodes.pending},
  {code: 4, summary: cliTexts.exitCodes.passphrase},
];

/** Lines to try, for people. */
export const EXAMPLES: readonly {readonly line: string; readonly summary: string}[] = [
  {line: 'natter', summary: cliTexts.examples.screen},
  {line: 'natter --demo', summary: cliTexts.examples.demo},
  {line: 'natter natter:INVITE', summary: cliTexts.examples.invite},
  {line: 'make 2>&1 | tail -1 | natter send bob --wait delivered=30', summary: cliTexts.examples.send},
  {line: 'natter tail bob --json', summary: cliTexts.examples.tail},
];
