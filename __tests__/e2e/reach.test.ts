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

/** Somebody who begins with nodes of the test, and with no others. */
function start(name: string, bootstrap: readonly string[]): Headless {
  const profile = temporaryFolder();
  writeFileSync(join(profile, 'config.json'), JSON.stringify({bootstrap}), {mode: 0o600});
  return startHeadlessIn({NATTER_NO_DHT: '0'}, profile, '--name', name);
}

const isReady = (one: Headless) => one.next(({event, dht}) => event === 'reach' && dht === 'ready');

test('two natters meet by a link without an address, with nothing but one natter --bootstrap', async () => {
  const port = randomInt(20_000, 30_000); // below those that systems give out by themselves
  const where = ['--host', '127.0.0.1', '--port', String(port)];
  const nodes = startNatter(temporaryFolder(), ['--bootstrap', ...where]);
  await nodes.printed(/at 127\.0\.0\.1, UDP ports \d+, \d+, \d+, \d+\./);
  const [ann, bob] = ['ann', 'bob'].map(name => start(name, [`127.0.0.1:${port}`])) as [Headless, Headless];
  await Promise.all([isReady(ann), isReady(bob)]);
  ann.say('/invite');
  const {link} = await ann.event('invite');
  expect(String(link).length).toBe('natter:'.length + Math.ceil((52 * 8) / 5)); // no address in it
  bob.say(`/join ${link}`);
  expect(await bob.event('peer-online')).toMatchObject({path: 'punched', peer: {name: 'ann'}});
  bob.say('hello');
  expect(await ann.event('message')).toMatchObject({text: 'hello', from: {name: 'bob'}});
  await Promise.all([ann.end(), bob.end()]);
  nodes.child.kill('SIGTERM');
  expect((await nodes.ended).code).toBe(0);
});

test('a node needs an address that others reach', async () => {
  const {ended} = startNatter(temporaryFolder(), ['--bootstrap']);
  expect(await ended).toMatchObject({code: 2, err: expect.stringContaining('--host 203.0.113.5')});
});
