import {mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {
  connectLocal,
  type LocalLink,
  type LocalServer,
  MAX_LINE_BYTES,
  serveLocal,
} from '../../../src/net/local/local-socket.ts';
import type {SocketPlace} from '../../../src/net/local/socket-folder.ts';
import {socketPath} from '../../../src/net/local/socket-path.ts';

let folder: string;
let place: SocketPlace;
let path: string;
let server: LocalServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-local-'));
  place = {platform: 'linux', runtimeFolder: folder, temporaryFolder: '/tmp', user: process.getuid?.()};
  path = socketPath('/home/ann/p', place);
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, {recursive: true, force: true});
});

/** Serves with what answers each value by itself. */
async function serveEcho() {
  const links: LocalLink[] = [];
  let closed = 0;
  server = await serveLocal(path, place, link => {
    links.push(link);
    return {onValue: value => link.send({heard: value}), onClose: () => closed++};
  });
  return {links, closed: () => closed};
}

/** Connects and gives the values that come, one after the other, then null. */
async function open() {
  const values: unknown[] = [];
  let wake = () => {};
  const link = await connectLocal(path, place, () => ({
    onValue(value) {
      values.push(value);
      wake();
    },
    onClose() {
      values.push(null);
      wake();
    },
  }));
  const next = async () => {
    while (values.length === 0) {
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
    return values.shift();
  };
  return {link, next};
}

test("lines go both ways, through a socket that is its user's only", async () => {
  await serveEcho();
  const client = await open();
  client.link?.send({text: 'one\ntwo'});
  expect(await client.next()).toEqual({heard: {text: 'one\ntwo'}});
  expect(statSync(path).mode & 0o777).toBe(0o600);
  client.link?.destroy();
});

test('what goes to many is the same line for each, made once', async () => {
  const {links} = await serveEcho();
  const clients = [await open(), await open()];
  let made = 0;
  const shared = {
    get text() {
      made += 1;
      return 'for all';
    },
  };
  while (links.length < 2) {
    await new Promise(resolve => setImmediate(resolve));
  }
  links[0]?.send('first');
  for (const link of links) {
    link.sendShared(shared);
  }
  expect(await clients[0]?.next()).toBe('first');
  expect([await clients[0]?.next(), await clients[1]?.next()]).toEqual([
    {text: 'for all'},
    {text: 'for all'},
  ]);
  expect(made).toBe(1);
  for (const {link} of clients) {
    link?.destroy();
  }
});

test('nobody serves: null, also where a socket is left over, which the next one replaces', async () => {
  expect((await open()).link).toBeNull();
  mkdirSync(dirname(path));
  const dead = createServer();
  await new Promise<void>(resolve => dead.listen(path, resolve));
  const left = join(folder, 'left');
  await import('node:fs').then(({linkSync}) => linkSync(path, left));
  await new Promise(resolve => dead.close(resolve));
  await import('node:fs').then(({renameSync}) => renameSync(left, path));
  expect((await open()).link).toBeNull();
  await serveEcho();
  const client = await open();
  client.link?.send(1);
  expect(await client.next()).toEqual({heard: 1});
});

describe('a client that misbehaves is cut off, and the others stay', () => {
  test.each([
    ['a line of over a mebibyte', 'x'.repeat(MAX_LINE_BYTES + 1)],
    ['no JSON', 'GET / HTTP/1.1\n'],
  ])('%s', async (_, bytes) => {
    const {closed} = await serveEcho();
    const good = await open();
    const {connect} = await import('node:net');
    const bad = connect(path);
    bad.on('error', () => {});
    const ended = new Promise(resolve => bad.once('close', resolve));
    bad.write(bytes);
    bad.resume();
    await ended;
    good.link?.send('still there');
    expect(await good.next()).toEqual({heard: 'still there'});
    expect(closed()).toBe(1);
  });

  test('one that never reads is seen by what it has not read', async () => {
    const {links} = await serveEcho();
    const {connect} = await import('node:net');
    const lazy = connect(path);
    lazy.on('error', () => {});
    await new Promise(resolve => lazy.once('connect', resolve));
    lazy.pause();
    while (links.length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    for (let sent = 0; sent < 64; sent += 1) {
      links[0]?.send('x'.repeat(2 ** 16));
    }
    expect(links[0]?.unread()).toBeGreaterThan(2 ** 20);
    links[0]?.destroy();
    lazy.destroy();
  });

  test('a line of a gigabyte is not read to its end', async () => {
    await serveEcho();
    const {connect} = await import('node:net');
    const bad = connect(path);
    bad.on('error', () => {});
    const ended = new Promise(resolve => bad.once('close', resolve));
    const piece = Buffer.alloc(2 ** 16, 'x');
    let given = 0;
    const give = () => {
      while (given < 2 ** 30 && bad.writable) {
        given += piece.byteLength;
        if (!bad.write(piece)) {
          return;
        }
      }
    };
    bad.on('drain', give);
    give();
    bad.resume();
    await ended;
    expect(given).toBeLessThan(8 * MAX_LINE_BYTES); // what the system holds for the two is in it
  });

  test('of one that floods, no more is taken than can be under way', async () => {
    const waiting: (() => void)[] = [];
    server = await serveLocal(path, place, () => ({
      onValue: () => new Promise(resolve => waiting.push(resolve)),
      onClose() {},
    }));
    const flood = await open();
    for (let count = 0; count < 5000; count++) {
      flood.link?.send({count, padding: 'x'.repeat(200)});
    }
    while (waiting.length < 256) {
      await new Promise(resolve => setImmediate(resolve));
    }
    const {length} = waiting;
    expect(length).toBeLessThan(1000); // those of a chunk that was read already
    for (let turn = 0; turn < 20; turn++) {
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(waiting.length).toBe(length);
    while (waiting.length < 5000) {
      for (const answer of waiting.splice(0, waiting.length, ...waiting.map(() => () => {}))) {
        answer();
      }
      await new Promise(resolve => setImmediate(resolve));
    }
    flood.link?.destroy();
  });

  test('more than 128', async () => {
    await serveEcho();
    const clients = [];
    for (let count = 0; count < 130; count += 1) {
      clients.push(await open());
    }
    expect(await clients[128]?.next()).toBeNull();
    clients[127]?.link?.send('in');
    expect(await clients[127]?.next()).toEqual({heard: 'in'});
    for (const {link} of clients) {
      link?.destroy();
    }
  });
});

describe('what somebody else may have put there is refused', () => {
  test.each([
    ['a file', () => writeFileSync(path, '')],
    ['a link', () => symlinkSync('/tmp', path)],
  ])('%s in the place of the socket', async (_, plant) => {
    mkdirSync(dirname(path));
    plant();
    await expect(serveEcho()).rejects.toMatchObject({code: 'SOCKET_UNSAFE'});
    await expect(open()).rejects.toMatchObject({code: 'SOCKET_UNSAFE'});
  });

  test('a socket of another user', async () => {
    await serveEcho();
    place = {...place, user: (place.user ?? 0) + 1};
    await expect(open()).rejects.toMatchObject({code: 'SOCKET_UNSAFE'});
  });
});
