import {spawn} from 'node:child_process';
import {EventEmitter} from 'node:events';
import {mkdtempSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {followMessages} from '../../src/app/message-hook.ts';
import type {CoreEvent} from '../../src/core/api/api.ts';
import {defaultSettings, settingOf} from '../../src/lib/settings.ts';
import {ann, BOB_KEY, conversation, entry, ownEntry, peer, snapshot, WITH_BOB} from '../support/facts.ts';

const bob = peer(BOB_KEY, 'bob; rm -rf ~');

function setUp(line: string, run?: typeof spawn) {
  const listeners: ((events: readonly CoreEvent[]) => void)[] = [];
  const calls: {readonly command: readonly unknown[]; readonly env: unknown; input: string}[] = [];
  const children: EventEmitter[] = [];
  const told: string[] = [];
  const fake = (program: string, args: readonly string[], {env}: {readonly env: unknown}) => {
    const call = {command: [program, ...args], env, input: ''};
    calls.push(call);
    const stdin = Object.assign(new EventEmitter(), {
      end(input: string) {
        call.input = input;
      },
    });
    const child = Object.assign(new EventEmitter(), {stdin});
    children.push(child);
    return child;
  };
  followMessages({
    core: {
      subscribe(listener) {
        listeners.push(listener);
        return () => {};
      },
    },
    environment: {PATH: process.env['PATH'], NATTER_PASSPHRASE_FILE: '/secret'},
    failed: ({code, message}) => told.push(`${code} ${message}`),
    spawn: run ?? (fake as unknown as typeof spawn),
  });
  const push = (...events: readonly CoreEvent[]) => {
    for (const listener of listeners) {
      listener(events);
    }
  };
  const settings = {...defaultSettings, 'on-message': line};
  const views = [conversation(WITH_BOB)];
  push({type: 'ready', snapshot: snapshot({self: ann(), peers: [bob], conversations: views, settings})});
  const say = (...entries: readonly ReturnType<typeof entry>[]) =>
    push({type: 'entries-added', conversation: WITH_BOB, entries});
  return {push, say, calls, children, told};
}

test('runs nothing while it is off', () => {
  const {say, calls} = setUp('off');
  say(entry(1, 'hello'));
  expect(calls).toEqual([]);
});

test('gives the text to the input and the rest to variables; nothing is an argument', () => {
  const {say, calls} = setUp('"/my programs/hook" --from natter');
  say(entry(1, '$(reboot) `x`\n; y'), ownEntry(2, 'mine'), entry(3, '', {deleted: true}));
  expect(calls).toEqual([
    {
      command: ['/my programs/hook', '--from', 'natter'],
      env: {
        PATH: process.env['PATH'],
        NATTER_EVENT: 'message',
        NATTER_FROM: 'bob; rm -rf ~',
        NATTER_FROM_ID: bob.id,
        NATTER_CONVERSATION: WITH_BOB,
        NATTER_MESSAGE: entry(1).id,
        NATTER_KIND: 'text',
      },
      input: '$(reboot) `x`\n; y',
    },
  ]);
});

test('runs one after the other, leaves out what is muted, and keeps a bound', () => {
  const {push, say, calls, children} = setUp('hook');
  say(entry(1, 'one'), entry(2, 'two'));
  expect(calls).toHaveLength(1);
  children[0]?.emit('exit', 0);
  expect(calls.map(({input}) => input)).toEqual(['one', 'two']);
  children[1]?.emit('error', new Error('ENOENT'));
  say(...Array.from({length: 100}, (_, index) => entry(10 + index, `${index}`)));
  for (let index = 2; index < children.length; index += 1) {
    children[index]?.emit('exit', 1);
  }
  expect(calls).toHaveLength(2 + 1 + 64);
  push({type: 'conversation-changed', conversation: conversation(WITH_BOB, {muted: true})});
  say(entry(200, 'quiet'));
  expect(calls).toHaveLength(67);
});

describe('a program that cannot be started', () => {
  const REMEDY =
    'Messages come in all the same. Mend it, choose another one with /set on-message, or /set on-message off.';

  test('is told of once, until it starts again or another one is set', () => {
    const {push, say, children, told} = setUp('hook --loud');
    const fail = (code: string) => children.at(-1)?.emit('error', Object.assign(new Error(code), {code}));
    say(entry(1, 'one'));
    fail('ENOENT');
    say(entry(2, 'two'));
    fail('ENOENT');
    expect(told).toEqual([
      `HOOK_FAILED The program for messages, hook, could not be started: there is no such program. ${REMEDY}`,
    ]);
    say(entry(3, 'three'));
    children.at(-1)?.emit('spawn');
    children.at(-1)?.emit('exit', 1);
    expect(told).toHaveLength(1); // how it ends is its own affair
    say(entry(4, 'four'));
    fail('EACCES');
    push({type: 'settings-changed', settings: {...defaultSettings, 'on-message': 'other'}});
    say(entry(5, 'five'));
    fail('EMFILE');
    expect(told.slice(1)).toEqual([
      `HOOK_FAILED The program for messages, hook, could not be started: it is not allowed to be run. ${REMEDY}`,
      `HOOK_FAILED The program for messages, other, could not be started: EMFILE. ${REMEDY}`,
    ]);
  });

  test('ends nothing where the system says so at once, and the next messages are tried', () => {
    const notThere = join(process.execPath, 'x'); // below a file: thrown, not told by an event
    const {say, told} = setUp(`"${notThere}"`, spawn);
    say(entry(1, 'one'), entry(2, 'two'));
    expect(told).toEqual([expect.stringMatching(/^HOOK_FAILED .*: there is no such program\. /)]);
  });
});

test('a real program gets it, byte by byte', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'natter-hook-')), 'out');
  const script = 'process.stdin.pipe(require(`fs`).createWriteStream(process.argv[1]))';
  const done = Promise.withResolvers<unknown>();
  const watched = ((...call: Parameters<typeof spawn>) => {
    const child = spawn(...call);
    child.once('exit', done.resolve);
    return child;
  }) as typeof spawn;
  const {say} = setUp(`${process.execPath} -e '${script}' ${file}`, watched);
  say(entry(1, 'grüße\n日本'));
  expect(await done.promise).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe('grüße\n日本');
});

test.each([
  ['notify --x "a b"', 'notify --x "a b"'],
  ['OFF', 'off'],
  ['"no end', null],
  ['', null],
  ['a\nb', null],
  ['x'.repeat(501), null],
])('%j is set as %j', (typed, value) => {
  expect(settingOf('on-message').parse(typed)).toBe(value);
});
