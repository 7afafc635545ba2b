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
  profile: text(
    'DIR',
    'NATTER_PROFILE',
    "the folder with your key, history and config.json; default: the platform's data folder",
    'folder',
  ),
  name: text('NAME', 'NATTER_NAME', 'the name others see'),
  port: text(
    'N',
    'NATTER_PORT',
    'the port to listen on: 4242, or a free one if that is taken; 0 takes a free one; a port you ask for must be free',
  ),
  host: text('ADDR', 'NATTER_HOST', 'the address to listen on; default: all interfaces'),
  connect: text('ADDR', 'NATTER_CONNECT', 'dial host:port at the start'),
  join: text(
    'INVITE',
    'NATTER_JOIN',
    'use an invite at the start, as does the link alone; - reads it from standard input, where nobody sees it',
  ),
  requests: text(
    'MODE',
    'NATTER_REQUESTS',
    'strangers who dial: ask (default), open (welcome), closed (refused)',
    ['ask', 'open', 'closed'],
  ),
  plain: off('NATTER_PLAIN', 'sentences instead of a screen, for screen readers and simple terminals'),
  headless: off('NATTER_HEADLESS', 'read commands from standard input, print one JSON event per line'),
  wait: text(
    'SECONDS',
    'NATTER_WAIT',
    'how long the end of that input waits for delivery (default 10); with send: stored, delivered or read, as in --wait delivered=30',
    ['stored', 'delivered', 'read'],
  ),
  json: off(null, 'with send, tail, status, contacts, doctor, paths, backup: JSON instead of words'),
  full: off(null, 'with doctor: paths and addresses as well'),
  after: {
    value: 'CURSOR',
    variable: null,
    summary: 'with tail: begin behind the message with this cursor',
    completes: 'nothing',
  },
  'no-dht': off('NATTER_NO_DHT', 'find nobody, and be found by nobody, over the internet'),
  'no-lan': off('NATTER_NO_LAN', 'the same for the local network'),
  bootstrap: off(
    null,
    'run a node by which a closed network finds itself, and nothing else: with --host ADDR --port N',
  ),
  demo: off('NATTER_DEMO', 'made-up conversations, without network; nothing is kept'),
  log: text('SCOPES', 'NATTER_LOG', 'write what happens to trace.log in the profile, such as net,sync:trace'),
  'new-history': off(null, 'if the database is gone: begin a new one with the same key'),
  help: {short: 'h', ...off(null, 'show this')},
  version: {short: 'v', ...off(null, 'show the version')},
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
    summary: 'sends a message; the text may be piped in',
    completes: 'contact',
  },
  {name: 'tail', operands: '[WHO]', summary: 'prints messages as they come', completes: 'contact'},
  {name: 'status', operands: '', summary: 'tells who you are and what waits', completes: 'nothing'},
  {name: 'contacts', operands: '', summary: 'lists your contacts, with tabs', completes: 'nothing'},
  {
    name: 'doctor',
    operands: '',
    summary: 'checks what natter needs, and says what to do',
    completes: 'nothing',
  },
  {name: 'paths', operands: '', summary: 'tells where everything is kept', completes: 'nothing'},
  {
    name: 'backup',
    operands: '[FILE]',
    summary: 'saves key, history and settings under a passphrase, whether natter runs or not',
    completes: 'file',
  },
  {
    name: 'restore',
    operands: 'FILE',
    summary: 'brings back what backup saved, into a new profile',
    completes: 'file',
  },
  {
    name: 'daemon',
    operands: '[install|uninstall|status]',
    summary: 'runs without a screen; or has the system run it (systemd, launchd)',
    completes: ['install', 'uninstall', 'status'],
  },
];

/** Variables beside those of flags. */
export const VARIABLES: readonly {readonly name: string; readonly summary: string}[] = [
  {
    name: 'NATTER_PASSPHRASE_FILE',
    summary: 'a file that only you can read, whose first line is the passphrase of the profile',
  },
  {
    name: 'NATTER_BACKUP_PASSPHRASE_FILE',
    summary: 'the same for backup and restore: a backup has a passphrase of its own',
  },
  {name: 'NO_COLOR', summary: 'no colours, unless a theme was chosen'},
  {name: 'VISUAL, EDITOR', summary: 'the editor that Alt-E writes in'},
  {
    name: 'XDG_DATA_HOME, XDG_CACHE_HOME, XDG_RUNTIME_DIR',
    summary: 'where profile, compiled code and socket go',
  },
];

/** Exit codes, for people. */
export const EXIT_CODES: readonly {readonly code: number; readonly summary: string}[] = [
  {code: 0, summary: 'all went well'},
  {code: 1, summary: 'something failed; what, and what to do, is on standard error'},
  {code: 2, summary: 'wrong usage'},
  {code: 3, summary: 'send: stored, but not yet where --wait waits for it; daemon status: it does not run'},
  {code: 4, summary: 'a passphrase is needed, or was wrong'},
];

/** Lines to try, for people. */
export const EXAMPLES: readonly {readonly line: string; readonly summary: string}[] = [
  {line: 'natter', summary: 'the screen; F1 is help'},
  {line: 'natter --demo', summary: 'look around: made-up friends, no network'},
  {line: 'natter natter:INVITE', summary: 'use an invite that you got'},
  {line: 'make 2>&1 | tail -1 | natter send bob --wait delivered=30', summary: 'send a line to bob'},
  {line: 'natter tail bob --json', summary: 'what happens, as JSON'},
];
