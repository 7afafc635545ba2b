import {describe, expect, test} from '@jest/globals';
import {beginRoom, nextTick, stepRoom} from '../../../src/core/rooms/room-sync.ts';
import type {RoomInput, RoomOutput, RoomState} from '../../../src/core/rooms/room-sync-types.ts';
import {type PeerKey, peerKey} from '../../../src/lib/ids.ts';
import type {RoomLogName} from '../../../src/storage/room-types.ts';

const SELF = key('s');
const ANN = key('a');
const BOB = key('b');

function key(letter: string): PeerKey {
  return peerKey(letter.charCodeAt(0).toString(16).repeat(32));
}

function log(author: PeerKey, lane: 0 | 1 = 0): RoomLogName {
  return {author, lane, epoch: 1, branch: null};
}

/** A room of Ann, Bob and ourselves, at a time that the test moves. */
function play(options: {mesh?: boolean; ours?: readonly [RoomLogName, number][]} = {}) {
  const ours = (options.ours ?? []).map(([name, sequence]) => ({log: name, sequence}));
  const state: RoomState = beginRoom(SELF, ours);
  let now = 100_000;
  const feed = (input: RoomInput) => stepRoom(state, input, now).map(describeOutput);
  feed({type: 'members', authors: new Set([SELF, ANN, BOB]), isMesh: options.mesh ?? true});
  return {
    state,
    feed,
    pass(milliseconds: number) {
      now += milliseconds;
      return feed({type: 'tick'});
    },
    due: () => (nextTick(state) ?? Number.NaN) - now,
    /** A link on which both have said how far they are; the peer lacks nothing. */
    link(id: number, peer: PeerKey) {
      feed({type: 'link-up', link: id, peer, standing: 'member'});
      feed({type: 'compared', link: id, unequal: []});
      return feed({type: 'lane', link: id, isEager: true});
    },
  };
}

/** An output in a few words, such as `serve 1 a 3-5`. */
function describeOutput(output: RoomOutput): string {
  const name = ({author, lane}: RoomLogName) =>
    String.fromCharCode(Number.parseInt(author.slice(0, 2), 16)) + (lane === 1 ? '!' : '');
  switch (output.type) {
    case 'send-digest':
      return `digest ${output.link}`;
    case 'send-have':
      return `have ${output.link} ${output.ends.map(end => `${name(end.log)}${end.sequence}`).join(' ')}`;
    case 'send-want':
      return `want ${output.link} ${name(output.log)} ${output.after}-${output.upTo}`;
    case 'serve':
      return `serve ${output.link} ${name(output.log)} ${output.after}-${output.upTo}`;
    case 'send-lane':
      return `lane ${output.link} ${output.isEager}`;
  }
}

describe('a link', () => {
  test('begins with how far everything is here', () => {
    expect(play().feed({type: 'link-up', link: 1, peer: ANN, standing: 'member'})).toEqual(['digest 1']);
  });

  test('tells what differs, and then that this was all', () => {
    const {feed} = play({ours: [[log(SELF), 4]]});
    feed({type: 'link-up', link: 1, peer: ANN, standing: 'member'});
    expect(feed({type: 'compared', link: 1, unequal: [{log: log(SELF), sequence: 4}]})).toEqual([
      'have 1 s4',
      'lane 1 true',
    ]);
  });

  test('nobody is told anything who is no member', () => {
    const {feed} = play({ours: [[log(SELF), 4]]});
    expect(feed({type: 'link-up', link: 1, peer: ANN, standing: 'none'})).toEqual([]);
    expect(feed({type: 'want', link: 1, log: log(SELF), after: 0, upTo: 4})).toEqual([]);
  });

  test('somebody who may still come in gets the acts alone', () => {
    const ours = [
      [log(SELF), 4],
      [log(SELF, 1), 2],
    ] as const;
    const {feed} = play({ours: [...ours.map(([name, last]) => [name, last] as [RoomLogName, number])]});
    feed({type: 'link-up', link: 1, peer: ANN, standing: 'guest'});
    const unequal = ours.map(([name, sequence]) => ({log: name, sequence}));
    expect(feed({type: 'compared', link: 1, unequal})).toEqual(['have 1 s!2', 'lane 1 true']);
    expect(feed({type: 'want', link: 1, log: log(SELF), after: 0, upTo: 4})).toEqual([]);
    expect(feed({type: 'want', link: 1, log: log(SELF, 1), after: 0, upTo: 2})).toEqual(['serve 1 s! 0-2']);
  });

  test('whoever is removed gets nothing more', () => {
    const world = play();
    world.link(1, ANN);
    world.feed({type: 'standing', link: 1, standing: 'none'});
    expect(world.feed({type: 'stored', log: log(SELF), sequence: 1, from: null, isNew: true})).toEqual([]);
    expect(world.feed({type: 'want', link: 1, log: log(SELF), after: 0, upTo: 1})).toEqual([]);
  });
});

describe('what is said in a small room', () => {
  test('goes to everybody at once', () => {
    const world = play();
    world.link(1, ANN);
    world.link(2, BOB);
    expect(world.feed({type: 'stored', log: log(SELF), sequence: 1, from: null, isNew: true})).toEqual([
      'serve 1 s 0-1',
      'serve 2 s 0-1',
    ]);
    expect(world.feed({type: 'stored', log: log(SELF), sequence: 3, from: null, isNew: true})).toEqual([
      'serve 1 s 1-3',
      'serve 2 s 1-3',
    ]);
  });

  test('is not sent before it is known how far the other one is', () => {
    const world = play();
    world.feed({type: 'link-up', link: 1, peer: ANN, standing: 'member'});
    expect(world.feed({type: 'stored', log: log(SELF), sequence: 1, from: null, isNew: true})).toEqual([]);
    world.feed({type: 'compared', link: 1, unequal: [{log: log(SELF), sequence: 1}]});
    world.feed({type: 'lane', link: 1, isEager: true});
    expect(world.feed({type: 'want', link: 1, log: log(SELF), after: 0, upTo: 1})).toEqual(['serve 1 s 0-1']);
  });

  test('is acknowledged to its author at once, and told to the others a second later', () => {
    const world = play();
    world.link(1, ANN);
    world.link(2, BOB);
    expect(world.feed({type: 'stored', log: log(ANN), sequence: 1, from: 1, isNew: true})).toEqual([
      'have 1 a1',
    ]);
    expect(world.due()).toBe(1000);
    expect(world.pass(999)).toEqual([]);
    expect(world.pass(1)).toEqual(['have 2 a1']);
    expect(world.due()).toBeNaN();
  });

  test('is not told to whoever has it', () => {
    const world = play();
    world.link(1, ANN);
    world.link(2, BOB);
    world.feed({type: 'stored', log: log(ANN), sequence: 1, from: 1, isNew: true});
    world.feed({type: 'have', link: 2, ends: [{log: log(ANN), sequence: 1, isSame: true}]});
    expect(world.pass(1000)).toEqual([]);
  });

  test('is passed on to those whom its author does not reach', () => {
    const world = play({ours: [[log(ANN), 3]]});
    world.link(2, BOB);
    expect(world.feed({type: 'want', link: 2, log: log(ANN), after: 1, upTo: 9})).toEqual(['serve 2 a 1-3']);
  });
});

describe('what is missing', () => {
  test('is asked for at once where a link is new, and acts go first', () => {
    const world = play();
    world.feed({type: 'link-up', link: 1, peer: ANN, standing: 'member'});
    const ends = [
      {log: log(ANN), sequence: 5, isSame: true},
      {log: log(ANN, 1), sequence: 2, isSame: true},
    ];
    expect(world.feed({type: 'have', link: 1, ends})).toEqual(['want 1 a! 0-2']);
    expect(world.feed({type: 'stored', log: log(ANN, 1), sequence: 2, from: 1, isNew: true})).toEqual([
      'want 1 a 0-5',
      'have 1 a!2',
    ]);
  });

  test('is asked of the next one when the first sends nothing', () => {
    const world = play();
    world.link(1, ANN);
    world.link(2, BOB);
    const ends = [{log: log(ANN), sequence: 5, isSame: true}];
    expect(world.feed({type: 'have', link: 1, ends})).toEqual(['want 1 a 0-5']);
    expect(world.feed({type: 'have', link: 2, ends})).toEqual([]);
    expect(world.pass(599)).toEqual([]);
    expect(world.pass(1)).toEqual(['want 2 a 0-5']);
    expect(world.pass(600)).toEqual(['want 1 a 0-5']);
  });

  test('is waited for as long as it comes', () => {
    const world = play();
    world.link(1, ANN);
    world.link(2, BOB);
    const ends = [{log: log(ANN), sequence: 500, isSame: true}];
    world.feed({type: 'have', link: 1, ends});
    world.feed({type: 'have', link: 2, ends});
    for (let sequence = 64; sequence < 500; sequence += 64) {
      expect(world.pass(500)).toEqual([]);
      world.feed({type: 'stored', log: log(ANN), sequence, from: 1, isNew: true});
    }
    world.feed({type: 'stored', log: log(ANN), sequence: 500, from: 1, isNew: true});
    expect(world.state.missing.size).toBe(0);
  });

  test('is asked of somebody else at once when the link is lost', () => {
    const world = play();
    world.link(1, ANN);
    world.link(2, BOB);
    const ends = [{log: log(ANN), sequence: 5, isSame: true}];
    world.feed({type: 'have', link: 1, ends});
    world.feed({type: 'have', link: 2, ends});
    expect(world.feed({type: 'link-down', link: 1})).toEqual(['want 2 a 0-5']);
  });

  test('is forgotten when nobody has it', () => {
    const world = play();
    world.link(1, ANN);
    world.feed({type: 'have', link: 1, ends: [{log: log(ANN), sequence: 5, isSame: true}]});
    world.feed({type: 'link-down', link: 1});
    expect(world.due()).toBeNaN();
  });

  test('talk of somebody who is no member waits until they are one', () => {
    const world = play();
    const stranger = key('x');
    world.link(1, ANN);
    expect(
      world.feed({type: 'have', link: 1, ends: [{log: log(stranger), sequence: 5, isSame: true}]}),
    ).toEqual([]);
    expect(world.due()).toBeNaN();
    const authors = new Set([SELF, ANN, BOB, stranger]);
    expect(world.feed({type: 'members', authors, isMesh: true})).toEqual(['want 1 x 0-5']);
  });
});

describe('other entries in the same place', () => {
  test('of somebody else are fetched from the beginning', () => {
    const world = play({ours: [[log(ANN), 5]]});
    world.link(2, BOB);
    const ends = [{log: log(ANN), sequence: 4, isSame: false}];
    expect(world.feed({type: 'have', link: 2, ends})).toEqual(['want 2 a 0-4']);
  });

  test('of our own: this is an older copy, and what it lost comes back', () => {
    const world = play({ours: [[log(SELF), 5]]});
    world.link(1, ANN);
    const ends = [{log: log(SELF), sequence: 9, isSame: true}];
    expect(world.feed({type: 'have', link: 1, ends})).toEqual(['want 1 s 5-9']);
  });
});

describe('a large room', () => {
  test('asks three links for what is new, and another one when one of them goes', () => {
    const world = play({mesh: false});
    const lanes = [ANN, BOB, key('c'), key('d')].map((peer, index) => {
      world.feed({type: 'link-up', link: index, peer, standing: 'member'});
      const [answer] = world.feed({type: 'compared', link: index, unequal: []});
      world.feed({type: 'lane', link: index, isEager: false});
      return answer;
    });
    expect(lanes).toEqual(['lane 0 true', 'lane 1 true', 'lane 2 true', 'lane 3 false']);
    expect(world.feed({type: 'link-down', link: 1})).toEqual(['lane 3 true']);
  });

  test('hands on what is new where that is wanted, and tells the others', () => {
    const world = play({mesh: false});
    for (const [link, peer] of [ANN, BOB, key('c'), key('d'), key('e')].entries()) {
      world.feed({type: 'link-up', link, peer, standing: 'member'});
      world.feed({type: 'compared', link, unequal: []});
      world.feed({type: 'lane', link, isEager: link === 4});
    }
    expect(world.feed({type: 'stored', log: log(ANN), sequence: 1, from: 0, isNew: true})).toEqual([
      'serve 1 a 0-1',
      'serve 2 a 0-1',
      'serve 4 a 0-1',
      'have 0 a1',
    ]);
    expect(world.pass(100)).toEqual(['have 3 a1']);
  });

  test('what was told comes by itself, or is asked for', () => {
    const world = play({mesh: false});
    world.link(1, ANN);
    world.link(2, BOB);
    world.pass(5000);
    expect(
      world.feed({type: 'have', link: 1, ends: [{log: log(key('a')), sequence: 1, isSame: true}]}),
    ).toEqual([]);
    expect(world.due()).toBe(400);
    expect(world.pass(400)).toEqual(['want 1 a 0-1']);
  });
});

describe('what is told of and never comes', () => {
  test('holds no talk up, and is asked for seldom', () => {
    const world = play();
    world.link(1, ANN);
    world.link(2, BOB);
    world.feed({type: 'have', link: 1, ends: [{log: log(ANN, 1), sequence: 1000, isSame: true}]});
    world.feed({type: 'have', link: 2, ends: [{log: log(BOB), sequence: 1, isSame: true}]});
    const asked = Array.from({length: 4}, () => world.pass(600));
    expect(asked).toEqual([
      ['want 1 a! 0-1000'],
      ['want 1 a! 0-1000'],
      ['want 1 a! 0-1000'],
      ['want 2 b 0-1'],
    ]);
  });

  test('is not asked for again of whoever sent what is refused', () => {
    const world = play();
    world.link(1, ANN);
    world.feed({type: 'have', link: 1, ends: [{log: log(BOB), sequence: 9, isSame: true}]});
    world.feed({type: 'refused', log: log(BOB), sequence: 9, from: 1});
    expect(world.pass(600)).toEqual([]);
    expect(world.due()).toBe(Number.NaN);
  });
});
