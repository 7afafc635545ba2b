import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from '@jest/globals';
import {cleanUp, type Headless, startHeadless, temporaryFolder} from '../support/headless.ts';

afterEach(cleanUp);

/** What a command answered, as lines. */
async function answer(natter: Headless, line: string, has: string): Promise<string[]> {
  natter.say(line);
  const {text} = await natter.next(({event, text}) => event === 'notice' && String(text).includes(has), line);
  return String(text).split('\n');
}

test('two people compare, a third comes under the name of one, and all of it is deleted', async () => {
  const folder = temporaryFolder();
  const ann = startHeadless(folder, '--name', 'ann');
  const {id: annId, port} = await ann.event('ready');
  const bob = startHeadless(temporaryFolder(), '--name', 'bob');
  const {id: bobId} = await bob.event('ready');
  bob.say(`/connect 127.0.0.1:${port}`);
  await ann.event('request');
  ann.say(`/accept ${bobId}`, 'hello bob');
  await bob.next(({event, text}) => event === 'message' && text === 'hello bob');

  const here = await answer(ann, `/verify ${bobId}`, 'Compare');
  const there = await answer(bob, `/verify ${annId}`, 'Compare');
  expect(here.slice(1, 6)).toEqual(there.slice(1, 6));
  expect(here.slice(1, 3).join(' ').trim().split(/\s+/)).toHaveLength(12);
  await answer(ann, `/verify ${bobId} yes`, 'bob is verified');

  const impostor = startHeadless(temporaryFolder(), '--name', 'B\u043eb');
  const {id: impostorId} = await impostor.event('ready');
  impostor.say(`/connect 127.0.0.1:${port}`);
  const alarm = await ann.event('alarm');
  expect(alarm).toMatchObject({peer: {id: impostorId}, contact: {id: bobId}, why: 'name'});
  ann.say(`/msg ${impostorId} a secret`);
  expect(await ann.event('error')).toMatchObject({code: 'KEY_CHANGED'});
  await answer(ann, `/block ${impostorId}`, 'is blocked');
  expect(impostor.lines.filter(({event}) => event === 'message')).toEqual([]);

  ann.say(`/forget ${bobId} yes`);
  expect(await ann.event('forgotten')).toMatchObject({id: bobId});
  ann.say('/wipe');
  expect(await ann.event('error')).toMatchObject({code: 'WIPE_UNCONFIRMED'});
  expect(existsSync(join(folder, 'key'))).toBe(true);
  ann.say(`/wipe everything of ${annId}`);
  expect(await ann.end()).toBe(1); // two of her lines were refused
  expect(readdirSync(folder).filter(name => name !== 'natter')).toEqual(['lock']); // that is this test's runtime folder
  expect(await bob.end()).toBe(0);
  expect(await impostor.end()).toBe(0);
}, 60_000);
