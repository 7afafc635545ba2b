import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {mayExpect} from '../../../src/core/peers/capabilities.ts';
import type {Database, PeerRow} from '../../../src/storage/types.ts';
import {createVillage, type Stranger, type Village} from '../../support/cores.ts';

let village: Village;
let folder: string;
beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-capabilities-'));
});
afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

const ann = () => village.person('ann', {path: join(folder, 'ann.db')});
const rowOf = (database: Database, {key}: Stranger): PeerRow | null =>
  database.peers().find(row => row.key === key) ?? null;

test('what a hello said counts until the next one, also while the peer or we are away', async () => {
  const first = await ann();
  const eve = village.stranger({seed: 66, hello: {features: 5}});
  const link = await eve.dial('ann');
  await first.next('request-received');
  expect(rowOf(first.database, eve)).toMatchObject({features: 5, program: 'natter 0.2.0'});
  await link.close('quit');
  await village.leave(first);

  const again = await ann();
  const known = rowOf(again.database, eve);
  expect([mayExpect(known, 'reach'), mayExpect(known, 'slowHeartbeat')]).toEqual([true, true]);
  const older = village.stranger({seed: 66, hello: {features: 4}});
  await older.dial('ann');
  await again.next('peer-changed', ({peer}) => peer.key === eve.key);
  const now = rowOf(again.database, eve);
  expect([mayExpect(now, 'reach'), mayExpect(now, 'slowHeartbeat')]).toEqual([false, true]);
  await again.act({type: 'decline', who: eve.id}); // the row is written anew for other reasons
  expect(rowOf(again.database, eve)).toMatchObject({features: 4, relation: 'declined'});
});

test('nothing is expected of somebody who never said hello', () => {
  expect(mayExpect(null, 'reach')).toBe(false);
  expect(mayExpect({}, 'reach')).toBe(false);
});
