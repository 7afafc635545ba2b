import {join} from 'node:path';
import {expect, test} from '@jest/globals';
import {roomOf} from '../../../src/lib/conversation.ts';
import {openDatabase} from '../../../src/storage/database.ts';
import type {RoomRow} from '../../../src/storage/room-types.ts';
import {ADA, draft, KEY, plainPages, rewriteWhole, temporaryFolder, WITH_BOB} from '../support.ts';

const BERLIN = roomOf(Buffer.alloc(32, 0xb0));
const ROOM: RoomRow = {
  id: BERLIN,
  state: 'member',
  name: 'berlin',
  topic: 'trains',
  history: 'all',
  expiry: null,
  notify: 'all',
  since: 17,
  entrance: null,
};

function open(path: string) {
  return openDatabase({path, key: KEY, selfKey: ADA});
}

test('a room is kept as it was saved last, through a new file and a new start', () => {
  const path = join(temporaryFolder(), 'natter.db');
  const database = open(path);
  database.appendOwn(WITH_BOB, [draft('between two')]);
  database.rooms.save({...ROOM, state: 'joining', entrance: Buffer.from('a ticket')});
  expect(database.rooms.find(BERLIN)).toMatchObject({state: 'joining', entrance: Buffer.from('a ticket')});
  database.rooms.save({...ROOM, expiry: 3600});
  rewriteWhole(database);
  database.close();
  const again = open(path);
  expect(again.rooms.all()).toEqual([{...ROOM, expiry: 3600}]);
  expect(again.conversation(BERLIN)).toMatchObject({id: BERLIN, expiry: 3600, unread: 0});
  expect(again.rooms.find(WITH_BOB)).toBeNull();
  again.close();
});

test('a forgotten room is gone, and after a rewrite from the file too', () => {
  const path = join(temporaryFolder(), 'natter.db');
  const database = open(path);
  database.rooms.save({...ROOM, name: 'quicksilver'});
  database.saveDraft(BERLIN, 'a mercury');
  database.rooms.forget(BERLIN);
  expect([database.rooms.all(), database.conversations(), database.drafts()]).toEqual([[], [], []]);
  expect(database.traces()).toBe('conversation');
  rewriteWhole(database);
  database.close();
  const pages = plainPages(path);
  expect(['quicksilver', 'mercury', BERLIN].filter(text => pages.includes(text))).toEqual([]);
});
