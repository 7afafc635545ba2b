import {randomInt} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from '@jest/globals';
import {cleanUp, type Headless, startHeadlessIn, temporaryFolder} from '../support/headless.ts';
import {killAll, startNatter} from '../support/shell.ts';

afterEach(async () => {
  killAll();
  await cleanUp();
});

/** Below the ports that systems give out by themselves. */
const PORT = randomInt(20_000, 30_000);
const NODE = `127.0.0.1:${PORT}`;

/** Somebody who begins with a node of the test, and with no other. */
function start(name: string): Headless {
  const profile = temporaryFolder();
  writeFileSync(join(profile, 'config.json'), JSON.stringify({bootstrap: [NODE]}), {mode: 0o600});
  return startHeadlessIn({NATTER_NO_DHT: '0'}, profile, '--name', name);
}

const isReady = (one: Headless) => one.next(({event, dht}) => event === 'reach' && dht === 'ready');

test('two natters meet by a link without an address, through a node that natter itself is', async () => {
  const node = startNatter(temporaryFolder(), ['--bootstrap', '--host', '127.0.0.1', '--port', String(PORT)]);
  await node.printed(/at 127\.0\.0\.1:\d+/);
  const [ann, bob] = [start('ann'), start('bob')];
  await Promise.all([isReady(ann), isReady(bob)]);
  ann.say('/invite');
  const {link} = await ann.event('invite');
  expect(String(link).length).toBe('natter:'.length + Math.ceil((52 * 8) / 5)); // no address in it
  bob.say(`/join ${link}`);
  expect(await bob.event('peer-online')).toMatchObject({path: 'punched', peer: {name: 'ann'}});
  bob.say('hello');
  expect(await ann.event('message')).toMatchObject({text: 'hello', from: {name: 'bob'}});
  await Promise.all([ann.end(), bob.end()]);
  node.child.kill('SIGTERM');
  expect((await node.ended).code).toBe(0);
});

test('a node needs an address that others reach', async () => {
  const {ended} = startNatter(temporaryFolder(), ['--bootstrap']);
  expect(await ended).toMatchObject({code: 2, err: expect.stringContaining('--host 203.0.113.5')});
});
