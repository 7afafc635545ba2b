import {randomInt} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from '@jest/globals';
import createTestnet from 'hyperdht/testnet.js';
import {dayKey, reachKey} from '../../src/identity/reach/day-key.ts';
import {systemClock} from '../../src/lib/time/clock.ts';
import {startDhtNode} from '../../src/net/dht/dht-node.ts';
import {cleanUp, type Headless, startHeadlessIn, temporaryFolder} from '../support/headless.ts';
import {killAll, startNatter} from '../support/shell.ts';

afterEach(async () => {
  killAll();
  await cleanUp();
});

/** Somebody who begins with nodes of the test, and with no others. */
function start(name: string, bootstrap: readonly string[]): Headless {
  const profile = temporaryFolder();
  writeFileSync(join(profile, 'config.json'), JSON.stringify({bootstrap}), {mode: 0o600});
  return startHeadlessIn({NATTER_NO_DHT: '0'}, profile, '--name', name);
}

const isReady = (one: Headless) => one.next(({event, dht}) => event === 'reach' && dht === 'ready');

test('two natters meet by a link without an address', async () => {
  const testnet = await createTestnet(4, {host: '127.0.0.1'});
  const nodes = testnet.nodes.map(node => `127.0.0.1:${node.address().port}`);
  const [ann, bob] = [start('ann', nodes), start('bob', nodes)];
  await Promise.all([isReady(ann), isReady(bob)]);
  ann.say('/invite');
  const {link} = await ann.event('invite');
  expect(String(link).length).toBe('natter:'.length + Math.ceil((52 * 8) / 5)); // no address in it
  bob.say(`/join ${link}`);
  expect(await bob.event('peer-online')).toMatchObject({path: 'punched', peer: {name: 'ann'}});
  bob.say('hello');
  expect(await ann.event('message')).toMatchObject({text: 'hello', from: {name: 'bob'}});
  await Promise.all([ann.end(), bob.end()]);
  await testnet.destroy();
});

test('natter itself can be a node that others begin with', async () => {
  const port = randomInt(20_000, 30_000); // below those that systems give out by themselves
  const started = startNatter(temporaryFolder(), [
    '--bootstrap',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
  ]);
  await started.printed(/at 127\.0\.0\.1:\d+/);
  const node = await startDhtNode({bootstrap: [`127.0.0.1:${port}`], host: '127.0.0.1', clock: systemClock});
  const key = dayKey(reachKey(Buffer.alloc(32, 1)), 20_785);
  const listener = await node.listen(
    key,
    () => false,
    () => {},
  );
  expect(listener.announcedAt()).toBe(1);
  await listener.close();
  await node.close();
  started.child.kill('SIGTERM');
  expect((await started.ended).code).toBe(0);
});

test('a node needs an address that others reach', async () => {
  const {ended} = startNatter(temporaryFolder(), ['--bootstrap']);
  expect(await ended).toMatchObject({code: 2, err: expect.stringContaining('--host 203.0.113.5')});
});
