import {afterEach, describe, expect, test} from '@jest/globals';
import type {ConversationId} from '../../../src/core/api/api.ts';
import type {PeerKey} from '../../../src/lib/ids.ts';
import {createVillage, type Person, quiet, until, type Village} from '../../support/cores.ts';
import {connectByHand, entry, signed} from '../../support/raw-member.ts';
import {peopleOf, roomOf, say, shows, texts} from '../../support/rooms.ts';

let village: Village;

afterEach(() => village.close());

const SEED = 'eve'.codePointAt(0) as number;

/** Eve came into the room of ann and bob; now she speaks the protocol without keeping to its rules. */
async function attacked() {
  village = createVillage();
  const {ann, bob, eve} = await peopleOf(village, ['ann', 'bob', 'eve']);
  const room = await roomOf(ann, bob, eve);
  await say(ann, room, 'before');
  await shows(bob, room, ['before']);
  await shows(eve, room, ['before']);
  await village.leave(eve);
  return {ann, bob, eve, ...(await connectByHand(village, {seed: SEED, room})), room};
}

async function isUndisturbed(room: ConversationId, ann: Person, bob: Person): Promise<void> {
  await say(bob, room, 'after');
  await shows(ann, room, ['before', 'after']);
  await shows(bob, room, ['before', 'after']);
}

const HINT = {
  ...{type: 'hint' as const, room: 0, name: 'mallory', number: Number.MAX_SAFE_INTEGER, until: 9e9},
  ...{point: null, addresses: [], signature: Buffer.alloc(64, 3)},
};

describe('a hostile member', () => {
  test.each(['a head that is wrong', 'a bit that is flipped', 'words of somebody else', 'a forged hint'])(
    'ends its own link with %s, and nothing is stored',
    async what => {
      const {ann, bob, eve, room, send, log, ends} = await attacked();
      const right = signed(room, SEED, [entry(1e6)]);
      switch (what) {
        case 'a head that is wrong':
          send(log(1, eve.key), {...right, head: Buffer.alloc(64)});
          break;
        case 'a bit that is flipped':
          send(log(1, eve.key), {...right, entries: [entry(1e6, 'wordt')]});
          break;
        case 'words of somebody else':
          send(log(1, bob.key), right);
          break;
        default:
          send({...HINT, member: bob.key});
      }
      await until(() => ends.length === 1, 'the end of the link');
      expect(ends[0]).toMatchObject({type: 'bye', bye: {reason: 'protocol'}});
      expect(ann.all('failed')).toEqual([]);
      expect(await texts(ann, room)).toEqual(['before']);
      expect((await ann.peer(bob.key))?.name).toBe('bob');
      await isUndisturbed(room, ann, bob);
    },
  );

  test('whose words are right is heard', async () => {
    const {ann, eve, room, send, log} = await attacked();
    send(log(1, eve.key), signed(room, SEED, [entry(1e6)]));
    await shows(ann, room, ['words', 'before']); // its clock is behind
  });

  test('is passed over with numbers that nobody gave, gaps, talk of strangers, and places that are not there', async () => {
    const {ann, bob, eve, room, send, log, heard, ends} = await attacked();
    const stranger = 'ab'.repeat(32) as PeerKey;
    const chain = Buffer.alloc(16, 1);
    const right = signed(room, SEED, [entry(1e6)]);
    send(
      {...right, log: 9},
      {type: 'digest', room: 9, parts: Array.from({length: 64}, () => Buffer.alloc(16))},
      log(1, eve.key),
      {...right, first: 5},
      {type: 'want', log: 1, after: 0, upTo: Number.MAX_SAFE_INTEGER},
      log(2, stranger),
      {...right, log: 2},
      // What is said to be there and is not: acts, for which talk would wait.
      log(3, eve.key, 1, 99),
      {type: 'have', logs: [{log: 3, sequence: 1e9, chain}]},
      log(4, ann.key, 0, 5),
      {type: 'read', logs: [{log: 4, sequence: 1e9}]},
      {type: 'have', logs: [{log: 4, sequence: 1e9, chain}]},
      {type: 'digest', room: 0, parts: Array.from({length: 64}, () => Buffer.alloc(16))},
    );
    await until(() => heard.some(({type}) => type === 'lane'), 'an answer');
    await quiet();
    expect(ends).toEqual([]);
    expect(ann.database.rooms.logs(room).some(({name: {author}}) => author === stranger)).toBe(false);
    await isUndisturbed(room, ann, bob);
  });

  test('floods with what is small', async () => {
    const {ann, bob, eve, room, send, log, ends, heard} = await attacked();
    const zeros = Array.from({length: 64}, () => Buffer.alloc(16));
    for (let count = 0; count < 1000; count++) {
      send(log(count, eve.key, 0, count + 1), {type: 'digest', room: 0, parts: zeros});
      send({...HINT, member: ann.key, number: count}, {type: 'lane', room: 0, isEager: count % 2 === 0});
    }
    await until(() => heard.some(({type}) => type === 'lane'), 'an answer');
    await isUndisturbed(room, ann, bob);
    expect(ends).toEqual([]);
    expect(ann.database.rooms.logs(room).filter(({name: {author}}) => author === eve.key)).toHaveLength(0);
  });

  test('begins with a room again and again, and is cut off', async () => {
    const {ann, bob, room, send, ends, rooms} = await attacked();
    for (let count = 0; count < 1200 && ends.length === 0; count++) {
      send({type: 'rooms', tags: [Buffer.alloc(16)]}, rooms);
      await (count % 50 === 0 ? quiet(2) : undefined);
    }
    await until(() => ends.length === 1, 'the end of the link');
    await isUndisturbed(room, ann, bob);
  });
});
