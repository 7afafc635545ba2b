import {afterEach, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {createCharter} from '../../../src/core/rooms/charter.ts';
import {peerKeyOfSeed} from '../../../src/identity/key-pair.ts';
import {actId, roomIdOfFounding} from '../../../src/identity/room/room-id.ts';
import {roomOf as conversationOf} from '../../../src/lib/conversation.ts';
import type {PeerKey} from '../../../src/lib/ids.ts';
import type {StoredAct} from '../../../src/storage/room-types.ts';
import {type Act, actBody, type Level} from '../../../src/wire/room/act.ts';
import {createVillage, until, type Village} from '../../support/cores.ts';
import {connectByHand} from '../../support/raw-member.ts';
import {peopleOf, roomOf, say, shows} from '../../support/rooms.ts';
import {sized} from '../../support/sizes.ts';

let village: Village | null = null;

afterEach(async () => {
  await village?.close();
  village = null;
});

/** The founder first. */
const PEOPLE: readonly PeerKey[] = [1, 2, 3, 4, 5].map(seed => peerKeyOfSeed(Buffer.alloc(32, seed)));
const FOUNDING: Act = {
  ...{type: 'found', founder: PEOPLE[0] as PeerKey, nonce: Buffer.alloc(16), name: 'room', history: 'all'},
};
const ROOM = conversationOf(roomIdOfFounding(Buffer.from(actBody(FOUNDING), 'base64url')));

/** Who does what to whom, knowing how much of what was done before, and at what place it comes to somebody else. */
const deed = fc.record({
  who: fc.nat(PEOPLE.length - 1),
  whom: fc.nat(PEOPLE.length - 1),
  level: fc.constantFrom<Level>(1, 2, 3),
  what: fc.constantFrom('add', 'role', 'remove', 'ban', 'unban', 'leave', 'set'),
  knows: fc.double({min: 0, max: 1, noNaN: true}),
  place: fc.double({min: 0, max: 1, noNaN: true}),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

/** The acts as they are stored: each names what its author knew, and follows that author's one before. */
function actsOf(deeds: readonly Deed[]): StoredAct[] {
  const acts: StoredAct[] = [stored(PEOPLE[0] as PeerKey, FOUNDING, [])];
  const ids = [idOf(acts[0] as StoredAct)];
  for (const one of deeds) {
    const author = PEOPLE[one.who] as PeerKey;
    const known = ids.slice(0, 1 + Math.floor(one.knows * ids.length));
    const act = actOf(one, known.slice(-3));
    const own = acts.filter(each => each.author === author);
    acts.push(stored(author, act, own));
    ids.push(idOf(acts.at(-1) as StoredAct));
  }
  return acts;
}

function actOf({what, whom, level}: Deed, after: readonly Uint8Array[]): Act {
  const target = PEOPLE[whom] as PeerKey;
  switch (what) {
    case 'add':
      return {type: 'add', targets: [target], level, after};
    case 'role':
      return {type: 'role', target, level, after};
    case 'unban':
      return {type: 'unban', target, after};
    case 'leave':
      return {type: 'leave', after};
    case 'set':
      return {type: 'set', setting: 'topic', value: `${level}`, after};
    default:
      return {type: 'remove', target, isBan: what === 'ban', keeps: [], after};
  }
}

function stored(author: PeerKey, act: Act, own: readonly StoredAct[]): StoredAct {
  const sequence = own.length + 1;
  const chain = Buffer.alloc(32, sequence);
  return {...{author, epoch: 1, branch: null, sequence, clock: sequence, time: 0}, body: actBody(act), chain};
}

function idOf({author, chain}: StoredAct): Uint8Array {
  return actId(author, chain);
}

/** What follows, in a form that can be compared. */
function looks(charter: ReturnType<typeof createCharter>): unknown {
  const known = charter.membership();
  return (
    known && [
      [...known.levels].sort(),
      [...known.departures].map(([key, {how}]) => [key, how]).sort(),
      known.settings,
      [...known.holds].sort(),
    ]
  );
}

test('R1: the same acts give the same members, in any order and parts, with restarts between', () => {
  const story = fc.array(deed, {minLength: 1, maxLength: 14});
  fc.assert(
    fc.property(story, fc.array(fc.nat(5), {minLength: 1, maxLength: 8}), (deeds, parts) => {
      const acts = actsOf(deeds);
      const whole = createCharter({acts: () => acts}, ROOM);
      whole.reload();
      // Each log comes in its order, as links bring it; between logs anything goes.
      const places = acts.map((_, index) => deeds[index - 1]?.place ?? 0.5);
      const mixed = acts
        .map((act, index) => ({act, place: places[index] as number}))
        .sort((one, other) => one.place - other.place)
        .map(({act}) => act.author);
      const left = new Map(PEOPLE.map(key => [key, acts.filter(({author}) => author === key)]));
      const came = mixed.map(author => left.get(author)?.shift() as StoredAct);
      const here: StoredAct[] = [];
      let charter = createCharter({acts: () => here}, ROOM);
      for (let place = 0; here.length < came.length; place++) {
        const size = 1 + (parts[place % parts.length] as number);
        const added = came.slice(here.length, here.length + size);
        here.push(...added);
        if (size % 3 === 0) {
          charter = createCharter({acts: () => here}, ROOM);
          charter.reload();
        } else {
          charter.learn(added);
        }
      }
      expect(looks(charter)).toEqual(looks(whole));
      expect(whole.membership()?.levels.get(PEOPLE[0] as PeerKey)).toBe(4);
    }),
    {numRuns: sized(60, 3000)},
  );
});

test('R12: two call a room something else on every link, and each of them does', async () => {
  village = createVillage();
  const {ann, eve} = await peopleOf(village, ['ann', 'eve']);
  const room = await roomOf(ann, eve);
  await say(ann, room, 'before');
  await shows(eve, room, ['before']);
  await village.leave(eve);
  const tags: string[] = [];
  for (let count = 0; count < 5; count++) {
    const hand = await connectByHand(village, {seed: 'eve'.charCodeAt(0), room});
    await until(() => hand.heard.some(each => each.type === 'rooms' && each.tags.length > 0), 'their tags');
    for (const message of [...hand.heard, hand.rooms]) {
      tags.push(
        ...(message.type === 'rooms' ? message.tags.map(tag => Buffer.from(tag).toString('hex')) : []),
      );
    }
    await hand.link.close('quit');
  }
  expect(new Set(tags).size).toBe(10);
});
