import {afterEach, describe, expect, test} from '@jest/globals';
import type {ConversationId} from '../../../src/core/api/api.ts';
import {keyPair, peerKeyOfSeed} from '../../../src/identity/key-pair.ts';
import {signHint} from '../../../src/identity/room/hint.ts';
import {actId} from '../../../src/identity/room/room-id.ts';
import {proveTicket, ticketKeys} from '../../../src/identity/room/ticket.ts';
import {parseTicket} from '../../../src/identity/room/ticket-link.ts';
import {roomIdOf} from '../../../src/lib/conversation.ts';
import type {PeerKey} from '../../../src/lib/ids.ts';
import type {StoredAct} from '../../../src/storage/room-types.ts';
import type {RoomMessage} from '../../../src/wire/room/messages.ts';
import {hostileStrings, within} from '../../../torture/support/hostile-strings.ts';
import {befriend, createVillage, type Person, quiet, until, type Village} from '../../support/cores.ts';
import {actEntry, connectByHand, entry, signed} from '../../support/raw-member.ts';
import {peopleOf, roomOf, say, shows, stateIn, texts, view} from '../../support/rooms.ts';
import {sized} from '../../support/sizes.ts';

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

  test('hands on a join whose proof is wrong: it lets nobody in', async () => {
    const {ann, room, send, log} = await attacked();
    const {link} = await ann.act({type: 'make-ticket', room, uses: 5, lifetime: null});
    const keys = ticketKeys(parseTicket(link).seed);
    const id = roomIdOf(room);
    const after = (ann.database.rooms.acts(room) as StoredAct[]).map(({author, chain}) =>
      actId(author, chain),
    );
    const [fay, gus, hal, ian] = [61, 62, 63, 64].map(seed => peerKeyOfSeed(Buffer.alloc(32, seed))) as [
      PeerKey,
      PeerKey,
      PeerKey,
      PeerKey,
    ];
    const joins = [
      {seed: 61, key: fay, proof: Buffer.alloc(64)},
      {seed: 62, key: gus, proof: proveTicket(id, fay, keys)},
      {seed: 63, key: hal, proof: proveTicket(Buffer.alloc(32, 1), hal, keys)},
      {seed: 64, key: ian, proof: proveTicket(id, ian, keys)},
    ];
    for (const {seed, key, proof} of joins) {
      const join = {type: 'join' as const, key: keys.publicKey, proof, after: after.slice(-8)};
      send(log(1, key, 1), signed(room, seed, [actEntry(1e6, join)], 1));
    }
    await until(
      () => ann.database.rooms.members(room).some(({key}) => key === ian),
      'the one with a right proof',
    );
    const members = await ann.core.query({type: 'members', room});
    expect(members.map(({peer}) => peer.key).filter(key => [fay, gus, hal].includes(key))).toEqual([]);
  });

  test('says what would harm a terminal, in every field there is (T13)', async () => {
    const {ann, bob, eve, room, send, log, ends} = await attacked();
    await ann.act({type: 'set-level', room, who: eve.key, level: 'admin'});
    await until(async () => (await view(bob, room))?.room?.staff.some(({key}) => key === eve.key) === true);
    const strings = hostileStrings().filter((text, index) => text.length < 300 && index % sized(12, 1) === 0);
    const after = (ann.database.rooms.acts(room) as StoredAct[])
      .slice(-1)
      .map(({author, chain}) => actId(author, chain));
    const {secretKey} = keyPair(Buffer.alloc(32, SEED));
    const begin = 2e12;
    const settings = strings.flatMap((value, index) => [
      actEntry(begin + 2 * index, {type: 'set', setting: 'topic', value: within(value, 2000), after}),
      actEntry(begin + 2 * index + 1, {type: 'set', setting: 'name', value: within(value, 2000), after}),
    ]);
    send(log(1, eve.key, 1), signed(room, SEED, settings.slice(0, 64), 1), log(1, eve.key));
    send(
      signed(
        room,
        SEED,
        strings.slice(0, 64).map((value, index) => entry(begin + index, within(value, 2000))),
      ),
    );
    for (const [index, name] of strings.slice(0, 6).entries()) {
      const hint = {name: within(name, 500), number: 9e15 + index, until: 9e9, point: null, addresses: []};
      const signature = signHint(roomIdOf(room), eve.key, hint, secretKey);
      send({type: 'hint', room: 0, member: eve.key, ...hint, signature});
    }
    await until(async () => (await texts(bob, room)).length >= Math.min(strings.length, 64), 'all of it');
    await quiet();
    const shown = JSON.stringify([
      ...(await Promise.all([ann.snapshot(), bob.snapshot()])),
      ...[ann, bob].map(one => [one.all('act'), one.all('conversation-changed'), one.all('peer-changed')]),
      ...(await Promise.all([ann, bob].map(one => texts(one, room)))),
    ]);
    expect(bob.all('act').length).toBeGreaterThan(strings.length > 30 ? 60 : 6);
    expect(JSON.parse(shown)).toEqual(withoutHarm(JSON.parse(shown)));
    expect(ends).toEqual([]);
  });

  test('R10: is removed, and is sent nothing of what is said then, whatever it asks for', async () => {
    const {ann, bob, eve, room, send, log, heard, rooms} = await attacked();
    await until(() => heard.some(({type}) => type === 'digest'), 'a room in common');
    await ann.act({type: 'remove-member', room, who: eve.key, isBan: false});
    await say(ann, room, 'in private');
    await shows(bob, room, ['before', 'in private']);
    await quiet();
    const epoch = ann.database.rooms.logs(room).find(({name}) => name.author === ann.key && name.lane === 0);
    const zeros = Array.from({length: 64}, () => Buffer.alloc(16));
    const told = heard.length;
    send(
      rooms,
      {type: 'digest', room: 0, parts: zeros},
      {type: 'lane', room: 0, isEager: true},
      log(1, ann.key, 0, epoch?.name.epoch),
      {type: 'want', log: 1, after: 0, upTo: 9},
      {...signed(room, SEED, [entry(1e6, 'still here')])},
      log(1, eve.key),
      signed(room, SEED, [entry(1e6, 'still here')]),
    );
    await say(ann, room, 'more');
    await shows(bob, room, ['before', 'in private', 'more']);
    await quiet();
    expect(isTalk(heard.slice(told), heard)).toEqual([]);
    const again = await connectByHand(village, {seed: SEED, room});
    again.send({type: 'digest', room: 0, parts: zeros}, log(1, ann.key, 0, epoch?.name.epoch));
    again.send({type: 'want', log: 1, after: 0, upTo: 9});
    await quiet();
    expect(isTalk(again.heard, again.heard)).toEqual([]);
    expect(again.ends).toEqual([]);
    expect(await texts(ann, room)).toEqual(['before', 'in private', 'more']);
  });

  test('names as many logs as there are numbers, again and again', async () => {
    const {ann, bob, eve, room, send, log, ends} = await attacked();
    for (let round = 0; round < 2; round++) {
      for (let count = 0; count < sized(4096, 65_536); count++) {
        send(log(count, eve.key, 0, round * 70_000 + count + 1));
      }
      await quiet();
    }
    send(log(1, eve.key), signed(room, SEED, [entry(1e6)]));
    await shows(ann, room, ['words', 'before']);
    expect(ends).toEqual([]);
    await say(bob, room, 'after');
    await shows(ann, room, ['words', 'before', 'after']);
  });

  test('keeps the beginning of a log from a newcomer, who gets it from the next member', async () => {
    const {ann, bob, room} = await attacked();
    for (const text of ['one', 'two', 'three']) {
      await say(ann, room, text);
    }
    await shows(bob, room, ['before', 'one', 'two', 'three']);
    const dan = await village.person('dan');
    await befriend(dan, ann);
    await ann.act({type: 'invite-to-room', room, who: dan.key});
    await until(async () => (await stateIn(dan, room)) === 'invited', 'the invitation');
    await village.leave(ann);
    await dan.act({type: 'enter-room', room});
    const hers = bob.database.rooms.logs(room).filter(({name}) => name.author === ann.key);
    const {send, log} = await connectByHand(village, {seed: SEED, room, to: 'dan'});
    const acts = bob.database.rooms;
    for (const {name, last} of hers) {
      const after = name.lane === 1 ? 0 : 2;
      const piece = acts.pieceAfter(room, name, after, 64);
      const chain = acts.chainAt(room, name, after);
      send(log(name.lane, ann.key, name.lane, name.epoch));
      send(
        ...(chain === null || after === 0
          ? []
          : [{type: 'base' as const, log: name.lane, sequence: after, chain}]),
      );
      send({
        type: 'entries',
        log: name.lane,
        first: after + 1,
        entries: piece?.entries ?? [],
        head: piece?.head as Buffer,
      });
      await (name.lane === 1
        ? until(async () => (await stateIn(dan, room)) === 'member', 'the acts')
        : quiet());
      expect(last).toBeGreaterThan(after);
    }
    await quiet();
    expect(await texts(dan, room)).toEqual([]);
    await bob.dial('dan');
    await shows(dan, room, ['before', 'one', 'two', 'three']);
  });
});

/** The same without what moves the cursor, turns text round, or is no character. */
function withoutHarm(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part) =>
      typeof part === 'string'
        ? part.replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g, '')
        : part,
    ),
  );
}

/** Pieces of talk among messages, by the names that logs were given. */
function isTalk(messages: readonly RoomMessage[], all: readonly RoomMessage[]): RoomMessage[] {
  const lanes = new Map(all.flatMap(each => (each.type === 'log' ? [[each.log, each.lane]] : [])));
  return messages.filter(each => each.type === 'entries' && lanes.get(each.log) === 0);
}
