import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from '@jest/globals';
import xterm from '@xterm/headless';
import {systemClock} from '../../src/lib/clock.ts';
import type {Link} from '../../src/net/link.ts';
import {createNetwork} from '../../src/net/network.ts';
import {tcp} from '../../src/net/tcp.ts';
import type {EntryKind, WireEntry} from '../../src/wire/messages.ts';
import {foreignSequences} from '../support/control-sequences.ts';
import {cleanUp, temporaryFolder} from '../support/headless.ts';
import {endPtys, startPty} from '../support/pty.ts';

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;
const GENEROUS = {attemptBurst: 10_000, attemptInterval: 1, linksPerHost: 100, pendingHandshakesPerHost: 100};

afterEach(async () => {
  endPtys();
  await cleanUp();
});

type HostileText = {readonly text: string; readonly repeat?: number};

/** All strings of the fixtures, cut to what the wire carries: longer ones do not even leave the attacker. */
function hostileStrings(): string[] {
  const read = (name: string) =>
    JSON.parse(readFileSync(new URL(`../fixtures/hostile-${name}.json`, import.meta.url), 'utf8'));
  const texts = (read('text') as HostileText[]).map(({text, repeat = 1}) => text.repeat(repeat));
  return [...texts, ...(read('names') as string[]), ...(read('filenames') as string[])];
}

function within(text: string, bytes: number): string {
  return Buffer.from(text.toWellFormed())
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\ufffd$/, '');
}

/** A peer that says what it wants, in every field it controls. */
function createAttacker(seed: number, name: string) {
  const network = createNetwork({
    seed: new Uint8Array(32).fill(seed),
    transport: tcp(),
    clock: systemClock,
    admit: () => ({type: 'hello', hello: {version: 1, features: 0, name, port: 0, instance: seed}}),
    linked() {},
  });
  let clock = 0;
  let sequence = 0;
  const entry = (kind: EntryKind, body: string, target: WireEntry['target'] = null): WireEntry => ({
    clock: ++clock,
    time: 1_700_000_000_000,
    kind,
    target,
    body,
  });
  return {
    network,
    dial: (port: number) => network.dial({host: '127.0.0.1', port}),
    /** Dials, and waits until it may write. */
    async enter(port: number): Promise<Link> {
      const link = await network.dial({host: '127.0.0.1', port});
      const accepted = new Promise<void>(resolve => {
        link.start({
          message: message => {
            if (message.type === 'standing' && message.accepted) {
              resolve();
            }
          },
          drained() {},
          ended() {},
        });
      });
      link.send({type: 'standing', accepted: true});
      link.send({type: 'have', logs: []});
      await accepted;
      return link;
    },
    say(link: Link, kind: EntryKind, body: string, target: WireEntry['target'] = null) {
      link.send({type: 'entries', epoch: 1, first: sequence + 1, entries: [entry(kind, body, target)]});
      sequence++;
      return {own: true, epoch: 1, sequence};
    },
  };
}

/** A screen that welcomes everybody, and the port it listens on. */
async function startScreen() {
  const profile = temporaryFolder();
  writeFileSync(join(profile, 'config.json'), JSON.stringify({name: 'ann', limits: GENEROUS}), {mode: 0o600});
  const screen = startPty(
    process.execPath,
    [PROGRAM, '--profile', profile, '--host', '127.0.0.1', '--port', '0', '--requests', 'open'],
    {columns: 120, rows: 40},
  );
  await screen.waitFor(text => /127\.0\.0\.1:\d+/.test(text), 'the address');
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(screen.text())?.[1]);
  return {screen, port};
}

test('nothing that a peer says in any field draws on the terminal', async () => {
  const {screen, port} = await startScreen();
  const attacker = createAttacker(7, 'mallory');
  const link = await attacker.enter(port);
  await screen.waitFor(text => text.includes('mallory'), 'the attacker');
  screen.type('/query mallory\r');
  await screen.waitFor(text => text.includes('│ mallory · online'), 'the conversation');
  for (const hostile of hostileStrings()) {
    link.send({type: 'rename', name: within(hostile, 512)});
    const body = within(hostile, 16_384);
    const said = attacker.say(link, 'text', body);
    attacker.say(link, 'action', body);
    attacker.say(link, 'text', 'a reply', said);
    attacker.say(link, 'reaction', within(hostile, 64), said);
    attacker.say(link, 'edit', `edited ${within(hostile, 16_000)}`, said);
  }
  attacker.say(link, 'text', 'that was all');
  await screen.waitFor(text => text.includes('that was all'), 'the last message');
  screen.type('\x1b[5~\x1b[5~\x1b[5~'); // what is further up is drawn too
  for (const [index, hostile] of hostileStrings().entries()) {
    const other = createAttacker(20 + (index % 200), within(hostile, 512));
    const brief = await other.dial(port);
    brief.start({message() {}, drained() {}, ended() {}});
    await brief.close('disconnect', within(hostile, 400));
    await other.network.close();
  }
  attacker.say(link, 'text', 'and now I go');
  screen.type('\x1b[1;3F'); // Alt-End
  await screen.waitFor(text => text.includes('and now I go'), 'the very last message');
  await link.close('disconnect', '\x1b]0;pwn\x07');
  await attacker.network.close();
  screen.type('/whois mallory\r/list\r/quit\r');
  expect(await screen.exited).toEqual({exitCode: 0, signal: 0});

  expect(foreignSequences(screen.output())).toEqual([]);
  expect(await bellsAndTitles(screen.output())).toEqual({bells: 0, titles: []});
}, 60_000);

/** What a real emulator makes of the output: bells, and titles that are not ours. */
async function bellsAndTitles(output: string) {
  const terminal = new xterm.Terminal({cols: 120, rows: 40, allowProposedApi: true});
  let bells = 0;
  const titles: string[] = [];
  terminal.onBell(() => bells++);
  terminal.onTitleChange(title => {
    if (!/^(\(\d+\) )?natter$/.test(title) && title !== '') {
      titles.push(title);
    }
  });
  await new Promise<void>(resolve => terminal.write(output, resolve));
  terminal.dispose();
  return {bells, titles};
}

test('the check itself finds what must not get through', () => {
  const hostile = [
    '\x1b]52;c;cm0=\x07',
    '\x1b[8m',
    '\x1b[48;5;1m',
    '\x07',
    '\x9b',
    '\x1b]0;pwn\x07',
    '\u202e',
    '\x1bP$qm\x1b\\',
  ];
  for (const sequence of hostile) {
    expect(foreignSequences(`harmless \x1b[1m${sequence}text`)).toEqual([sequence]);
  }
});
