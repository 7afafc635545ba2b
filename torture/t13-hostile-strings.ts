import {foreignSequences} from '../__tests__/support/control-sequences.ts';
import {endPtys, type Pty, startPty} from '../__tests__/support/pty.ts';
import {peerKeyOfSeed} from '../src/identity/key-pair.ts';
import {shortId} from '../src/identity/short-id.ts';
import type {Config} from '../src/storage/profile/config-file.ts';
import {type Attacker, createAttacker, seedNumber} from './support/attacker.ts';
import {hostileStrings, within} from './support/hostile-strings.ts';
import {prepareProfile, program} from './support/natter.ts';
import {GENEROUS} from './support/person.ts';
import {freePort} from './support/ports.ts';
import {NOTHING, recordTerminal, type TerminalRecord} from './support/terminal-record.ts';
import type {Figure, Run} from './types.ts';

export const hostileTexts: Figure = {
  id: 'T13',
  title: 'hostile strings in every field that a peer controls, on a terminal emulator',
  bar: 'no title, clipboard, bell, DCS or foreign colour',
  async run(run) {
    const all = hostileStrings();
    const strings = run.quick ? all.filter((_, index) => index % 8 === 0) : all;
    const wrong: string[] = [];
    let bytes = 0;
    for (const [name, session] of Object.entries(sessions)) {
      run.note(name);
      const output = await session(run, strings);
      bytes += output.length;
      wrong.push(...(await foreignIn(output)).map(fault => `${name}: ${fault}`));
    }
    return {
      result: `${strings.length} strings, ${Object.keys(sessions).length} sessions, ${bytes} characters of output, ${wrong.length} foreign`,
      pass: wrong.length === 0,
      notes: wrong.slice(0, 20),
    };
  },
};

/** How much of a string each field takes, bytes of UTF-8. */
const NAME = 512;
const STATUS = 512;
const BODY = 16_000;
const REACTION = 64;
const REASON = 400;
const SIZE = {columns: 120, rows: 40};
const FOCUS_LOST = '\x1b[O';
/** A notification that natter makes: its text has no control characters. */
const NOTIFICATION = /^\x1b\]777;notify;[^\x00-\x1f\x7f-\x9f]*\x07$/;
/** Ctrl-U: a line that was refused stays in the bar. */
const EMPTY_LINE = '\x15';
const PAGE_UP = '\x1b[5~';
const TO_END = '\x1b[1;3F';

/** Feeds strings to a natter; all that it wrote to its terminal. */
export type Session = (run: Run, strings: readonly string[]) => Promise<string>;

/** Every way in which strings of others come to the screen, or to a terminal without one. */
export const sessions = {
  'a contact': contactSession,
  'requests, notified': requestSession,
  'refusals of who is dialled': refusalSession,
  'plain mode': plainSession,
} as const satisfies Record<string, Session>;

/** What does not belong into natter's output, by its bytes and by what an emulator makes of it. */
export async function foreignIn(output: string): Promise<string[]> {
  const sequences = foreignSequences(output).filter(sequence => !NOTIFICATION.test(sequence));
  const record = await recordTerminal(output);
  const found = Object.entries({...record, commands: record.commands.filter(isForeignCommand)});
  return [
    ...sequences.map(sequence => JSON.stringify(sequence)),
    ...found
      .filter(([name, value]) => String(value) !== String(NOTHING[name as keyof TerminalRecord]))
      .map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
  ];
}

/** The sequence of a notification was looked at; that it is one command is what the emulator tells. */
function isForeignCommand(command: string): boolean {
  return !command.startsWith('777;notify;');
}

/** In a quick run one of so many strings comes with a key of its own: natter lets in one stranger a second after the first 64. */
const SOME = 3;

/** All that a contact says: names, texts, actions, replies, reactions, edits, typing, names of a hello, byes. */
async function contactSession(run: Run, strings: readonly string[]): Promise<string> {
  const {pty, port, finish} = await start(run, {requests: 'open'});
  const attacker = createAttacker({seed: seedNumber(0), name: 'mallory'});
  const link = await attacker.enter(port);
  await shows(pty, 'mallory');
  pty.type('/query mallory\r');
  await shows(pty, '│ mallory · online');
  for (const [index, hostile] of strings.entries()) {
    link.send({type: 'rename', name: within(hostile, NAME)});
    link.send({type: 'status', text: within(hostile, STATUS)});
    const body = within(hostile, BODY);
    const said = attacker.say(link, 'text', body);
    attacker.say(link, 'action', body);
    attacker.say(link, 'text', 'a reply', said);
    attacker.say(link, 'reaction', within(hostile, REACTION), said);
    attacker.say(link, 'edit', `edited ${body}`.slice(0, BODY), said);
    attacker.say(link, 'text', `string ${index}.`);
    link.send({type: 'typing', active: true});
    await shows(pty, `string ${index}.`); // it was drawn, not only what came last
  }
  pty.type(PAGE_UP.repeat(3)); // what is further up is drawn too
  for (const [index, hostile] of strings.entries()) {
    if (!run.quick || index % SOME === 0) {
      await comeAndGo(pty, port, index, hostile);
    }
  }
  attacker.say(link, 'text', 'and now I go');
  pty.type(`/query ${idOf(0)}\r${TO_END}`);
  await shows(pty, 'and now I go');
  await link.close('disconnect', '\x1b]0;pwn\x07');
  await attacker.network.close();
  pty.type('/list\r');
  return await finish();
}

/** Somebody with a fresh key has the string as a name, types, says something, and leaves with the string as reason. */
async function comeAndGo(pty: Pty, port: number, index: number, hostile: string): Promise<void> {
  const number = index + 1;
  const other = createAttacker({seed: seedNumber(number), name: within(hostile, NAME)});
  const {link, accepted} = await onceTaken(() => other.visit(port));
  pty.type(`/whois ${idOf(number)}\r`);
  await shows(pty, idOf(number));
  if (accepted) {
    link.send({type: 'typing', active: true});
    other.say(link, 'text', `from ${idOf(number)}`);
    pty.type(`/query ${idOf(number)}\r`);
    await shows(pty, `from ${idOf(number)}`);
  } // else it is called like somebody else, and an alarm is on the screen
  await link.close('disconnect', within(hostile, REASON));
  await other.network.close();
}

/** Comes again while natter is busy: it takes so many strangers at once, and then one a second. */
async function onceTaken<T>(visit: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await visit();
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('"busy"'))) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  }
}

/** Strangers with hostile names ask, while nobody looks at the terminal; they are looked at and declined. */
async function requestSession(run: Run, strings: readonly string[]): Promise<string> {
  const {pty, port, finish} = await start(run, {requests: 'ask', notify: 'osc777'});
  pty.type(FOCUS_LOST);
  for (const [index, hostile] of strings.entries()) {
    const stranger = createAttacker({seed: seedNumber(index), name: within(hostile, NAME)});
    const link = await stranger.dial(port);
    link.start({message() {}, drained() {}, ended() {}});
    pty.type(`/whois ${idOf(index)}\r`);
    await shows(pty, idOf(index));
    pty.type(`/decline ${idOf(index)}\r`);
    await stranger.network.close();
  }
  return await finish();
}

/** The user dials, and whoever is there refuses and says why. */
async function refusalSession(run: Run, strings: readonly string[]): Promise<string> {
  const {pty, finish} = await start(run, {requests: 'ask'});
  for (const [index, hostile] of strings.entries()) {
    const answer = {type: 'refuse', reason: 'closed', detail: within(hostile, REASON)} as const;
    const refuser = createAttacker({seed: seedNumber(index), name: 'refuser', admit: () => answer});
    const {port} = await refuser.network.listen({host: '127.0.0.1', port: 0});
    pty.type(`${EMPTY_LINE}/connect 127.0.0.1:${port}\r`);
    // It has failed: what is typed before that would be given back.
    await pty.waitFor(screen => screen.split('\n').some(row => row.includes(`:${port} takes no requests`)));
    await refuser.network.close();
  }
  return await finish();
}

/** A contact talks to a natter that writes sentences to the terminal. */
async function plainSession(run: Run, strings: readonly string[]): Promise<string> {
  const {pty, port, finish} = await start(run, {requests: 'open'}, ['--plain']);
  const attacker = createAttacker({seed: seedNumber(0), name: 'mallory'});
  const link = await attacker.enter(port);
  await shows(pty, 'mallory');
  pty.type(`/query ${idOf(0)}\r`);
  for (const [index, hostile] of strings.entries()) {
    link.send({type: 'rename', name: within(hostile, NAME)});
    link.send({type: 'status', text: within(hostile, STATUS)});
    const said = attacker.say(link, 'text', within(hostile, BODY));
    attacker.say(link, 'reaction', within(hostile, REACTION), said);
    attacker.say(link, 'edit', within(hostile, BODY), said);
    attacker.say(link, 'text', `string ${index}.`);
    await shows(pty, `string ${index}.`);
    await briefly(pty, port, index + 1, hostile);
  }
  await link.close('disconnect', '\x1b]0;pwn\x07');
  await attacker.network.close();
  return await finish();
}

async function briefly(pty: Pty, port: number, number: number, hostile: string): Promise<void> {
  const other: Attacker = createAttacker({seed: seedNumber(number), name: within(hostile, NAME)});
  const {link} = await other.visit(port);
  pty.type(`/whois ${idOf(number)}\r`);
  await shows(pty, idOf(number));
  await link.close('disconnect', within(hostile, REASON));
  await other.network.close();
}

/** A natter on a pseudo-terminal. `finish` ends it in order and gives all that it wrote. */
async function start(run: Run, settings: Config, flags: readonly string[] = []) {
  const port = await freePort();
  const config = {name: 'ann', host: '127.0.0.1', port, limits: GENEROUS, ...settings};
  const profile = prepareProfile(run.folder('ann'), config);
  const pty = startPty(process.execPath, [program(), '--profile', profile, ...flags], SIZE);
  await shows(pty, `127.0.0.1:${port}`);

  async function finish(): Promise<string> {
    pty.type('/quit\r');
    const {exitCode} = await pty.exited;
    endPtys();
    if (exitCode !== 0) {
      throw new Error(`it ended with ${exitCode} and shows\n${pty.text()}`);
    }
    return pty.output();
  }

  return {pty, port, finish};
}

function idOf(number: number): string {
  return shortId(peerKeyOfSeed(seedNumber(number)));
}

async function shows(pty: Pty, wanted: string): Promise<void> {
  await pty.waitFor(text => text.includes(wanted), wanted);
}
