import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {type AttachedCore, attachToCore} from '../../../src/app/daemon/attach.ts';
import {type CoreServer, serveCoreLocally} from '../../../src/app/daemon/core-server.ts';
import type {Core, NumberedEvent, Snapshot} from '../../../src/core/api/api.ts';
import {createEmitter} from '../../../src/lib/emitter.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {connectLocal} from '../../../src/net/local/local-socket.ts';
import type {SocketPlace} from '../../../src/net/local/socket-folder.ts';
import {socketPath} from '../../../src/net/local/socket-path.ts';
import {createEventSource} from '../../../src/scripting/event-source.ts';
import {manualClock} from '../../support/manual-clock.ts';

let folder: string;
let place: SocketPlace;
let path: string;
let server: CoreServer;
let ended: number;
const clock = manualClock(0);

/** A core whose only state is a counter, which the name in its snapshot shows. */
function countingCore() {
  const emitter = createEmitter<readonly NumberedEvent[]>();
  const performed: unknown[] = [];
  let count = 0;
  let delay: Promise<void> | null = null;
  let wasAsked = () => {};
  const snapshot = () =>
    ({self: {name: String(count)}, peers: [], conversations: [], sequence: count}) as unknown as Snapshot;
  const core = {
    async perform(action: {readonly type: string; readonly name?: string}) {
      performed.push(action);
      if (action.type !== 'rename') {
        throw new NatterError('NAME_INVALID', 'That is no name.');
      }
      return {name: action.name};
    },
    async query() {
      wasAsked();
      await delay;
      return snapshot();
    },
    subscribe: emitter.subscribe,
    stop: async () => {},
  } as unknown as Core;
  const tick = (padding = '') => {
    count += 1;
    const text = safeText(`${count}${padding}`);
    emitter.emit([{type: 'notice', text, conversation: null, sequence: count}]);
  };
  /** Answers questions only once it is called back. */
  const hold = () => {
    const {promise, resolve} = Promise.withResolvers<void>();
    delay = promise;
    const asked = new Promise<void>(resolved => {
      wasAsked = resolved;
    });
    return {release: resolve, asked};
  };
  return {core, tick, hold, performed};
}

let counting: ReturnType<typeof countingCore>;
const attached: AttachedCore[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'natter-core-'));
  place = {platform: 'linux', runtimeFolder: folder, temporaryFolder: '/tmp', user: process.getuid?.()};
  path = socketPath('/home/ann/p', place);
  counting = countingCore();
  ended = 0;
  const {core} = counting;
  server = await serveCoreLocally({
    ...{path, place, clock},
    version: '0.2.0',
    token: 'right',
  });
  server.open({
    core,
    source: createEventSource(core),
    at: {socket: path, attach: '/a'},
    end: () => ended++,
  });
});
afterEach(async () => {
  await Promise.all(attached.splice(0).map(core => core.stop().catch(() => {})));
  await server.close();
  rmSync(folder, {recursive: true, force: true});
});

/** Attaches, and collects what comes: the count of each snapshot, the text of each notice. */
async function attach(token = 'right') {
  const core = await attachToCore({socket: path, token}, place);
  if (core === null || !('perform' in core)) {
    return {core, seen: [], until: async () => {}};
  }
  attached.push(core);
  const seen: string[] = [];
  let wake = () => {};
  core.subscribe(events => {
    for (const event of events) {
      if (event.type === 'ready') {
        seen.push(`ready at ${event.snapshot.self.name}`);
      } else if (event.type === 'notice') {
        seen.push(event.text.split(' ')[0] ?? '');
      } else {
        seen.push(event.type);
      }
    }
    wake();
  });
  const until = async (last: string) => {
    while (!seen.includes(last)) {
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  };
  return {core, seen, until};
}

/** A client of its own making: what it is sent, and when it is cut off. */
async function listen(...said: readonly unknown[]) {
  const lines: unknown[] = [];
  const {promise: closed, resolve} = Promise.withResolvers<void>();
  const link = await connectLocal(path, place, () => ({
    onValue: value => void lines.push(value),
    onClose: resolve,
  }));
  for (const value of said) {
    link?.send(value);
  }
  return {link, lines, closed};
}

test('a screen gets everything as it is, then what happens', async () => {
  counting.tick();
  const screen = await attach();
  await screen.until('ready at 1');
  counting.tick();
  counting.tick();
  await screen.until('3');
  expect(screen.seen).toEqual(['ready at 1', '2', '3']);
});

test('what is in the snapshot is not told again, though it happened while that was made', async () => {
  const {release, asked} = counting.hold();
  const screen = await attach();
  await asked;
  counting.tick();
  counting.tick();
  release();
  await screen.until('ready at 2');
  counting.tick();
  await screen.until('3');
  expect(screen.seen).toEqual(['ready at 2', '3']);
});

test('it asks, and is answered or refused, as on one thread', async () => {
  const {core} = await attach();
  if (!core || !('perform' in core)) {
    throw new Error('not attached');
  }
  expect(await core.perform({type: 'rename', name: 'Ann'})).toEqual({name: 'Ann'});
  await expect(core.perform({type: 'mark-read'} as never)).rejects.toMatchObject({
    code: 'NAME_INVALID',
    message: 'That is no name.',
  });
});

test('a screen that is killed does not tell the user any more', async () => {
  const {link} = await listen({seam: 1, token: 'right'});
  link?.send({type: 'perform', id: 1, action: {type: 'attend', screen: 'left', isThere: true}});
  link?.send({type: 'perform', id: 2, action: {type: 'rename', name: 'Ann'}});
  while (counting.performed.length < 2) {
    await new Promise(done => setImmediate(done));
  }
  link?.destroy();
  while (counting.performed.length < 3) {
    await new Promise(done => setImmediate(done));
  }
  expect(counting.performed[2]).toEqual({type: 'attend', screen: 'left', isThere: false});
});

test('several screens see the same, and one that leaves takes nobody along', async () => {
  const [one, two] = [await attach(), await attach()];
  await one.until('ready at 0');
  await two.until('ready at 0');
  if (one.core && 'perform' in one.core) {
    void one.core.stop().catch(() => {});
  }
  await one.until('stopped');
  counting.tick();
  await two.until('1');
  expect(two.seen).toEqual(['ready at 0', '1']);
  expect(ended).toBe(0);
});

test('a screen that does not read is left out, and gets everything anew once it has read', async () => {
  const events: NumberedEvent[] = [];
  const isReady = (event: NumberedEvent) => event.type === 'ready';
  const {promise, resolve} = Promise.withResolvers<void>();
  const {connect} = await import('node:net');
  const socket = connect(path);
  const reader = (await import('../../../src/net/local/json-lines.ts')).createLineReader(
    2 ** 24,
    value => {
      events.push(...((value as {events?: readonly NumberedEvent[]}).events ?? []));
      if (events.filter(isReady).length === 2) {
        resolve();
      }
    },
    () => {},
  );
  socket.write(`${JSON.stringify({seam: 1, token: 'right'})}\n`);
  socket.on('data', chunk => reader.push(chunk));
  while (!events.some(isReady)) {
    await new Promise(done => setImmediate(done));
  }
  socket.pause();
  for (let count = 0; count < 40; count += 1) {
    counting.tick(` ${'x'.repeat(2 ** 19)}`);
  }
  socket.resume();
  await promise;
  socket.destroy();
  const told = events.slice(0, -1).map(({sequence}) => sequence);
  expect(told).toEqual(told.map((_, index) => index));
  expect(told.length).toBeLessThan(40);
  expect(events.at(-1)).toMatchObject({type: 'ready', sequence: 40, snapshot: {self: {name: '40'}}});
});

test('a script that does not read is cut off, and the core holds little for it', async () => {
  const {connect} = await import('node:net');
  const lazy = connect(path);
  lazy.on('error', () => {});
  const ended = new Promise<void>(resolve => lazy.once('close', () => resolve()));
  lazy.write(`${JSON.stringify({rpc: 1, token: 'right'})}\n`);
  lazy.write(
    `${JSON.stringify({jsonrpc: '2.0', id: 1, method: 'subscribe', params: {events: ['notice']}})}\n`,
  );
  await new Promise<void>(resolve => {
    lazy.on('data', chunk => chunk.includes('"id":1') && resolve());
  });
  lazy.pause();
  const before = process.memoryUsage().rss;
  const padding = ` ${'x'.repeat(2 ** 16)}`;
  for (let count = 0; count < 4000; count += 1) {
    counting.tick(padding); // a quarter of a gigabyte
    if (count % 100 === 0) {
      await new Promise(done => setImmediate(done));
    }
  }
  lazy.resume();
  await ended;
  expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 27);
  expect((await attach()).core).toBeTruthy();
});

describe('nobody else gets in', () => {
  test('without the right token', async () => {
    const {core} = await attach('wrong');
    expect(core && 'perform' in core).toBe(true); // it learns at once:
    if (core && 'perform' in core) {
      await expect(core.perform({type: 'rename', name: 'Eve'})).rejects.toMatchObject({code: 'CORE_GONE'});
    }
  });

  test('a script with a token of before is told that nothing was done', async () => {
    const {lines, closed} = await listen({rpc: 1, token: 'wrong'}, {jsonrpc: '2.0', id: 1, method: 'status'});
    await closed;
    expect(lines.slice(1)).toEqual([{jsonrpc: '2.0', method: 'ended', params: {}}]);
  });

  test.each([
    ['no introduction', {hello: 'there'}],
    ['a version that is not served', {seam: 99, token: 'right'}],
    ['a token that is no text', {seam: 1, token: 7}],
    ['an unknown request', {seam: 1, token: 'right'}, {type: 'format', id: 1}],
  ])('%s', async (_, ...said) => {
    const {promise, resolve} = Promise.withResolvers<void>();
    const link = await connectLocal(path, place, () => ({onValue: () => {}, onClose: resolve}));
    for (const value of said) {
      link?.send(value);
    }
    await promise;
  });

  test('silence for five seconds', async () => {
    const {promise, resolve} = Promise.withResolvers<void>();
    const greeted = Promise.withResolvers<void>();
    await connectLocal(path, place, () => ({onValue: () => greeted.resolve(), onClose: resolve}));
    await greeted.promise;
    clock.advance(5000);
    await promise;
  });
});

test('nobody serves: null', async () => {
  await server.close();
  expect((await attach()).core).toBeNull();
});

test('the end of the core reaches every screen, and what they asked fails in words', async () => {
  const screen = await attach();
  await screen.until('ready at 0');
  await server.close();
  await screen.until('stopped');
  expect(screen.seen).toEqual(['ready at 0', 'stopped']);
});

describe('when it ends in order', () => {
  const end = async () => {
    await server.settle();
    await server.close();
  };

  test('a script is answered what it asked, and told that nothing else was done', async () => {
    const {asked, release} = counting.hold();
    const {link, lines, closed} = await listen({rpc: 1, token: 'right'});
    link?.send({jsonrpc: '2.0', id: 1, method: 'contacts'});
    await asked;
    const ending = end();
    link?.send({jsonrpc: '2.0', id: 2, method: 'contacts'});
    release();
    await ending;
    await closed;
    expect(lines.slice(1)).toEqual([
      {jsonrpc: '2.0', id: 1, result: {peers: []}},
      {jsonrpc: '2.0', method: 'ended', params: {}},
    ]);
  });

  test('one whose request does not come to an end is not told so', async () => {
    const {asked} = counting.hold();
    const {link, lines, closed} = await listen({rpc: 1, token: 'right'});
    link?.send({jsonrpc: '2.0', id: 1, method: 'contacts'});
    await asked;
    await end();
    await closed;
    expect(lines).toHaveLength(1);
  });
});

test('one screen can end it for all', async () => {
  const {core, until} = await attach();
  await until('ready at 0');
  if (core && 'end' in core) {
    core.end();
    while (ended === 0) {
      await new Promise(done => setImmediate(done));
    }
  }
  expect(ended).toBe(1);
});

describe('while the profile is locked', () => {
  let tried: string[];
  const open = () => {
    const {core} = counting;
    const at = {socket: path, attach: '/a'};
    server.open({core, source: createEventSource(core), at, end: () => ended++});
  };

  beforeEach(async () => {
    await server.close();
    tried = [];
    const door = {
      async unlock(passphrase: string) {
        tried.push(passphrase);
        if (passphrase !== 'open sesame') {
          throw new NatterError('PASSPHRASE_WRONG', 'That is not it.');
        }
        open();
      },
      end: () => void ended++,
    };
    server = await serveCoreLocally({...{path, place, clock, door}, version: '0.2.0', token: 'right'});
  });

  async function attachLocked() {
    const locked = await attachToCore({socket: path, token: 'right'}, place);
    if (locked === null || !('type' in locked) || locked.type !== 'locked') {
      throw new Error('not locked');
    }
    return locked;
  }

  /** A script, and what it is sent. */
  async function attachAsScript() {
    const lines: {state?: string; id?: number; result?: unknown; error?: {data?: {code?: string}}}[] = [];
    let wake = () => {};
    const link = await connectLocal(path, place, () => ({
      onValue(value) {
        lines.push(value as object);
        wake();
      },
      onClose: () => wake(),
    }));
    link?.send({rpc: 1, token: 'right'});
    const ask = async (id: number, method: string, params: object) => {
      link?.send({jsonrpc: '2.0', id, method, params});
      for (;;) {
        const answer = lines.find(line => line.id === id);
        if (answer !== undefined) {
          return answer;
        }
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    };
    return {ask, lines, end: () => link?.destroy()};
  }

  test('the right passphrase opens it for the screen that tells it, and for all that wait', async () => {
    const [first, second] = [await attachLocked(), await attachLocked()];
    await expect(first.unlock('guess')).rejects.toMatchObject({code: 'PASSPHRASE_WRONG'});
    attached.push(await first.unlock('open sesame'));
    expect(await attached[0]?.perform({type: 'rename', name: 'Ann'})).toEqual({name: 'Ann'});
    attached.push(await second.unlock('whatever it typed by then'));
    expect(await attached[1]?.perform({type: 'rename', name: 'Bob'})).toEqual({name: 'Bob'});
    expect(tried).toEqual(['guess', 'open sesame']);
  });

  test('a script is refused in words, and goes on over the same connection later', async () => {
    const {ask, lines, end} = await attachAsScript();
    const refused = {error: {code: -32_000, data: {code: 'PASSPHRASE_NEEDED'}}};
    expect(await ask(1, 'status', {})).toMatchObject(refused);
    expect(await ask(2, 'unlock', {passphrase: 'open sesame'})).toMatchObject(refused);
    expect(await ask(3, 'command', {line: '/quit'})).toMatchObject(refused);
    expect(lines[0]).toMatchObject({natter: '0.2.0', state: 'locked'});
    open();
    expect(await ask(4, 'unheard of', {})).toMatchObject({error: {code: -32_601}});
    expect([tried, ended]).toEqual([[], 0]);
    end();
  });

  test('it can be ended', async () => {
    const {ask, end} = await attachAsScript();
    expect(await ask(1, 'command', {line: '/quit all'})).toMatchObject({result: {events: []}});
    expect(ended).toBe(1);
    end();
  });

  test.each([
    ['asks for something', {type: 'query', id: 1, query: {type: 'snapshot'}}],
    ['tells no text', {type: 'unlock', id: 1, passphrase: 7}],
  ])('a screen that %s is cut off', async (_, said) => {
    const {promise, resolve} = Promise.withResolvers<void>();
    const link = await connectLocal(path, place, () => ({onValue: () => {}, onClose: resolve}));
    link?.send({seam: 1, token: 'right'});
    link?.send(said);
    await promise;
    expect(tried).toEqual([]);
  });

  test('one that tells a second passphrase before it is answered is cut off', async () => {
    const {promise, resolve} = Promise.withResolvers<void>();
    const link = await connectLocal(path, place, () => ({onValue: () => {}, onClose: resolve}));
    link?.send({seam: 1, token: 'right'});
    link?.send({type: 'unlock', id: 1, passphrase: 'a'});
    link?.send({type: 'unlock', id: 2, passphrase: 'b'});
    await promise;
    expect(tried).toEqual(['a']);
  });
});
