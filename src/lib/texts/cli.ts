import type {SafeText} from '../text/safe-text.ts';
import {textGroups} from './text-groups.ts';

/** What the command line says: the help, what is wrong with it, and what its commands print. */
export const cliTexts = textGroups({
  bootstrap: () => ({
    runs: (host: string, ports: readonly number[]) =>
      `A hash table begins at ${host}, UDP ports ${ports.join(', ')}. To begin with it, put this into config.json: `,
  }),
  input: () => ({
    ref: '"ref" is a text or a number',
    line: '"line" is a single line',
    command: '"command" is "send" or "run"',
    notJson: 'it is not valid JSON',
    text: (name: string) => `"${name}" is a text`,
    unknown: (name: string) => `"${name}" is not a field of it`,
    wrong: (why: string) => `A line that begins with { is a command in JSON: ${why}. `,
    howTo:
      'Write {"command":"send","to":"bob","text":"hi","ref":"1"} or {"command":"run","line":"/whois bob"}; text goes with /say.',
  }),
  flags: () => ({
    profile: "the folder with your key, history and config.json; default: the platform's data folder",
    name: 'the name others see',
    port: 'the port to listen on: 4242, or a free one if that is taken; 0 takes a free one; a port you ask for must be free',
    host: 'the address to listen on; default: all interfaces',
    connect: 'connect to host:port at the start',
    join: 'use an invite at the start, as does the link alone; - reads it from standard input, where no one sees it',
    requests: 'people you do not know: ask (default), open (let in), closed (refuse)',
    plain: 'sentences instead of a screen, for screen readers and simple terminals',
    headless: 'read commands from standard input, print one JSON event per line',
    wait: 'how long the end of that input waits for delivery (default 10); with send: stored, delivered or read, as in --wait delivered=30',
    json: 'with send, tail, status, contacts, doctor, paths, backup: JSON instead of words',
    full: 'with doctor: paths and addresses as well',
    after: 'with tail: begin behind the message with this cursor',
    noDht: 'find no one, and be found by no one, over the internet',
    noLan: 'the same for the local network',
    bootstrap:
      'run a node by which a closed network finds itself, and nothing else: with --host ADDR --port N',
    demo: 'made-up conversations, without network; nothing is kept',
    log: 'write what happens to trace.log in the profile, such as net,sync:trace',
    newHistory: 'if the database is gone: begin a new one with the same key',
    help: 'show this',
    version: 'show the version',
  }),
  commands: () => ({
    send: 'sends a message; the text may be piped in',
    tail: 'prints messages as they come',
    status: 'tells who you are and what waits',
    contacts: 'lists your contacts, with tabs',
    doctor: 'checks what natter needs, and says what to do',
    paths: 'tells where everything is kept',
    backup: 'saves key, history and settings under a passphrase, whether natter runs or not',
    restore: 'brings back what backup saved, into a new profile',
    daemon: 'runs without a screen; or has the system run it (systemd, launchd)',
  }),
  variables: () => ({
    passphraseFile: 'a file that only you can read, whose first line is the passphrase of the profile',
    backupPassphraseFile: 'the same for backup and restore: a backup has a passphrase of its own',
    noColor: 'no colours, unless a theme was chosen',
    editor: 'the editor that Alt-E writes in',
    folders: 'where profile, compiled code and socket go',
  }),
  exitCodes: () => ({
    well: 'all went well',
    failed: 'something failed; what, and what to do, is on standard error',
    usage: 'wrong usage',
    pending: 'send: stored, but not yet where --wait waits for it; daemon status: it does not run',
    passphrase: 'a passphrase is needed, or was wrong',
  }),
  examples: () => ({
    screen: 'the screen; F1 is help',
    demo: 'look around: made-up friends, no network',
    invite: 'use an invite that you got',
    send: 'send a line to bob',
    tail: 'what happens, as JSON',
  }),
  subcommands: () => ({
    sendToWhom: 'natter send: to whom? Write natter send bob the build is done.',
    restoreWhat: 'natter restore: from which file?',
    noDaemonWord: (word: string) =>
      `natter daemon ${word}: it is install, uninstall, status, or nothing behind it.`,
    unknown: (name: string, known: string) => `${name} is not one of ${known}.`,
    wait: (value: string | undefined) =>
      `--wait ${value}: it is stored, delivered or read, with seconds such as delivered=30.`,
    after: (value: string) => `--after ${value}: it is the cursor of a message, a number.`,
    tooMany: (name: string, word: string | undefined) => `natter ${name} takes no ${word}.`,
    seeHelp: (message: string) => `${message} See natter --help.`,
  }),
  options: () => ({
    exclusive: '--plain and --headless exclude each other. See natter --help.',
    unreadable: (reason: string | undefined) => `${reason}. See natter --help.`,
    empty: (flag: string) => `--${flag} is empty. See natter --help.`,
    port: (value: string) => `--port ${value}: a port is a number from 0 to 65535.`,
    wait: (value: string, most: number) => `--wait ${value}: it is a number of seconds from 0 to ${most}.`,
    connect: (why: unknown) => `--connect: ${why}`,
    requests: (value: string) => `--requests ${value}: it is one of ask, open, closed.`,
  }),
  passphraseFile: () => ({
    unreadable: (variable: string, path: string) =>
      `${variable}: ${path} cannot be read. Name a file whose first line is the passphrase.`,
    open: (variable: string, path: string) =>
      `${variable}: others can read or change ${path}. To prevent that: chmod 600 ${path}`,
  }),
  daemon: () => ({
    locked: (profile: string) =>
      `natter is locked: start natter in a terminal and enter the passphrase. Profile ${profile}`,
    ready: (name: SafeText, id: string, port: number | undefined, profile: string) =>
      `natter is ready: ${name}, ${id}, port ${port}, profile ${profile}`,
    said: (message: SafeText) => `natter: ${message}`,
  }),
  output: () => ({
    readerGone: 'its reader is gone',
    systemAnswered: (code: string) => `the system answered ${code}`,
    unwritable: (why: string) =>
      `Standard output cannot be written: ${why}. What was not printed is kept; start again with an output that can be written.`,
  }),
  doctor: () => ({
    mayBePasted:
      'Nothing here identifies anyone, so it can be pasted. natter doctor --full adds paths and addresses.',
    keepPrivate: 'This contains paths and addresses: look at it before you paste it anywhere.',
  }),
  help: () => ({
    title: 'natter: chat between people in a terminal, end-to-end encrypted, no server\n',
    usage:
      'Usage: natter [flags] [INVITE]     opens the screen\n       natter [flags] COMMAND …    does one thing, for shells and scripts\n',
    ofFlags: 'of flags',
    exitCodes: 'Exit codes',
    end: 'natter paths shows where everything is kept. Inside natter: /help, or F1.\n',
    variables: (names: string) => `${names}. Flags override variables, and variables override config.json.`,
  }),
  invites: () => ({
    none: '--join -: there was no invite in standard input.',
    paste: 'Paste the invite: ',
    rest: 'and the rest of it, or Enter: ',
    tooLong: '--join -: what came is far longer than an invite.',
    headless: '--join -: write /join and the invite into standard input here.',
  }),
  terminal: () => ({
    none: 'there is no terminal here to draw on.',
    failed: (message: SafeText) => `natter: ${message}\n`,
    noneToDrawOn:
      'there is no terminal here to draw on. Start it in one, or use --plain for lines of text, --headless for scripts.',
  }),
  restore: () => ({
    done: (folder: string) =>
      `Restored to ${folder}.\nRun natter in one place only: two copies of a profile take each other's messages.\n`,
    noPassphrase:
      'The passphrase of the backup is needed. Name a file that holds it: NATTER_BACKUP_PASSPHRASE_FILE.',
    ask: 'Passphrase of the backup',
    needed: 'A backup opens only with its passphrase.',
  }),
  running: () => ({
    noSocket: 'natter cannot open a socket for itself here.',
    version: (version: string, pid: number) => `natter ${version} runs (process ${pid}).`,
    none: 'natter does not run.',
    self: (name: string, id: string) => `You are ${name}, ${id}.`,
    listening: (host: string | undefined, port: number) => `Listening at ${host}, port ${port}.`,
    counts: (known: number, online: number, requests: number, unread: number) =>
      `Contacts: ${known}, online: ${online}. Requests: ${requests}. Unread: ${unread}.`,
  }),
  send: () => ({
    stored: (wait: string) => `natter: it is stored, and not ${wait} yet. It goes on while natter runs.\n`,
    waits: 'natter: it is stored. It is delivered when natter runs here and there at once.\n',
    what: 'natter send: what? Write natter send bob the build is done, or pipe it in.',
    tooMuch: 'That is far too much for one message.',
  }),
  service: () => ({
    noManager: 'No manager of services is known here. Have your system run: natter daemon',
    written: (file: string) => `Written: ${file}`,
    runsSystemd:
      'It runs, and starts when you log in. To keep it running while you are logged out: loginctl enable-linger',
    removed: (file: string) => `Removed: ${file}`,
    runs: 'It runs, and starts when you log in.',
    failed: (command: string) =>
      `The file is there, but this failed: ${command}. Run it yourself to see why.`,
    isRunning: 'The service runs.',
    isNotRunning: 'The service does not run.',
  }),
});
