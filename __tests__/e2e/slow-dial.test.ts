import {type AddressInfo, connect, createServer, type Socket} from 'node:net';
import {afterEach, expect, test} from '@jest/globals';
import {cleanUp, startHeadless, temporaryFolder} from '../support/headless.ts';
import {endPtys, startPty} from '../support/pty.ts';

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;
const closing: (() => void)[] = [];

afterEach(async () => {
  endPtys();
  for (const close of closing.splice(0)) {
    close();
  }
  await cleanUp();
});

/** A way to a port of this machine on which nothing comes through until it is opened. */
async function slowWayTo(port: number) {
  const held: Socket[] = [];
  const dialled = Promise.withResolvers<void>();
  const server = createServer(near => {
    near.on('error', () => {});
    held.push(near);
    near.pause();
    dialled.resolve();
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => server.close());
  return {
    port: (server.address() as AddressInfo).port,
    dialled: dialled.promise,
    open() {
      for (const near of held) {
        const far = connect(port, '127.0.0.1');
        far.on('error', () => {});
        near.on('close', () => far.destroy());
        far.on('close', () => near.destroy());
        near.pipe(far).pipe(near);
      }
    },
  };
}

test('a dial that ends in the middle of a sentence takes neither the text nor the place', async () => {
  const ann = startHeadless(temporaryFolder(), '--name', 'ann', '--requests', 'open');
  const gil = startHeadless(temporaryFolder(), '--name', 'gil', '--requests', 'open');
  const [annReady, gilReady] = [await ann.event('ready'), await gil.event('ready')];
  const way = await slowWayTo(Number(gilReady['port']));
  const profile = temporaryFolder();
  const start = (port: unknown) => {
    const flags = ['--host', '127.0.0.1', '--port', '0', '--name', 'robin', '--profile', profile];
    return startPty(process.execPath, [PROGRAM, ...flags, '--connect', `127.0.0.1:${port}`]);
  };
  const before = start(annReady['port']);
  await before.waitFor(text => text.includes('│ ann · online'), 'ann');
  before.type('/quit\r');
  await before.exited;

  const screen = start(way.port);
  await way.dialled;
  screen.type('/query ann\r');
  await screen.waitFor(text => text.includes('│ ann · '), 'the conversation with ann');
  screen.type('the ');
  await screen.waitFor(text => text.includes('\n> the'), 'the beginning of a sentence');
  way.open();
  await screen.waitFor(text => text.includes('● gil'), 'that gil is there');
  screen.type('end\r');
  expect(await ann.event('message')).toMatchObject({text: 'the end'});
  await screen.waitFor(
    text => text.includes('│ ann · ') && text.includes('gil is connected · Enter opens'),
    'the offer',
  );
  screen.type('\r');
  await screen.waitFor(text => text.includes('│ gil · '), 'the conversation with gil');
  screen.type('hello gil\r');
  expect(await gil.event('message')).toMatchObject({text: 'hello gil'});
}, 60_000);
