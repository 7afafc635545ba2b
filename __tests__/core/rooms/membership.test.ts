import {describe, expect, test} from '@jest/globals';
import {evaluate, type Membership} from '../../../src/core/rooms/membership.ts';
import {
  add,
  ban,
  beginStory,
  close,
  type Deed,
  hide,
  join,
  keyOf,
  kick,
  leave,
  letterOf,
  role,
  type Story,
  set,
  ticket,
  unban,
} from '../../support/room-story.ts';

/** Members with their levels, by letter, such as `A3 B2 F4`. */
function members(story: Story): string {
  const {levels} = evaluated(story);
  return [...levels]
    .map(([key, level]) => letterOf(key) + level)
    .sort()
    .join(' ');
}

function evaluated(story: Story): Membership {
  const membership = evaluate(story.acts);
  if (membership === null) {
    throw new Error('the story has no founding act');
  }
  return membership;
}

/** Owners A and G, admins B and C, members D and E. */
function staffed(): Story {
  const story = beginStory();
  story.act('F', add(3, 'A', 'G'));
  story.act('F', add(2, 'B', 'C'));
  story.act('F', add(1, 'D', 'E'));
  return story;
}

/** Deeds one after the other: everybody knows all that was done before. */
function inTurn(...deeds: readonly (readonly [string, Deed])[]): string {
  const story = staffed();
  for (const [author, deed] of deeds) {
    story.act(author, deed);
  }
  return members(story);
}

/** Deeds that know nothing of each other; in both orders of their ids. */
function apart(...deeds: readonly (readonly [string, Deed])[]): string {
  const results = [deeds, [...deeds].reverse()].map(order => {
    const story = staffed();
    const known = story.acts.at(-1)?.id ?? '';
    for (const [author, deed] of order) {
      story.act(author, deed, [known]);
    }
    return members(story);
  });
  expect(results[1]).toBe(results[0]);
  return results[0] ?? '';
}

const ALL = 'A3 B2 C2 D1 E1 F4 G3';

test('a founder is alone at first', () => {
  const story = beginStory();
  expect(members(story)).toBe('F4');
  expect(evaluated(story).settings).toEqual({name: 'room', topic: '', expiry: '0', history: 'all'});
});

test('a founding act in the name of somebody else founds nothing', () => {
  const [founding] = beginStory().acts;
  expect(evaluate(founding === undefined ? [] : [{...founding, author: keyOf('X')}])).toBeNull();
  expect(evaluate([])).toBeNull();
});

describe('one after the other', () => {
  test.each<[string, readonly (readonly [string, Deed])[], string]>([
    ['an admin adds a member', [['B', add(1, 'X')]], `${ALL} X1`],
    ['an admin adds no admin', [['B', add(2, 'X')]], ALL],
    ['a member adds nobody', [['D', add(1, 'X')]], ALL],
    ['a stranger adds nobody', [['X', add(1, 'Y')]], ALL],
    ['an owner makes an admin', [['A', role('D', 2)]], 'A3 B2 C2 D2 E1 F4 G3'],
    ['an owner makes no owner', [['A', role('D', 3)]], ALL],
    ['the founder makes an owner', [['F', role('D', 3)]], 'A3 B2 C2 D3 E1 F4 G3'],
    ['nobody makes a founder', [['F', role('D', 4)]], ALL],
    ['nobody changes an equal', [['B', role('C', 1)]], ALL],
    ['nobody raises themselves', [['B', role('B', 3)]], ALL],
    ['an admin kicks a member', [['B', kick('D')]], 'A3 B2 C2 E1 F4 G3'],
    ['an admin kicks no admin', [['B', kick('C')]], ALL],
    ['an admin kicks no owner', [['B', kick('A')]], ALL],
    ['nobody kicks the founder', [['A', kick('F')]], ALL],
    ['the founder cannot leave', [['F', leave]], ALL],
    ['a member leaves', [['D', leave]], 'A3 B2 C2 E1 F4 G3'],
    [
      'an owner promotes whom an admin added',
      [
        ['B', add(1, 'X')],
        ['A', role('X', 2)],
      ],
      `${ALL} X2`,
    ],
    [
      'an owner kicks whom an admin added',
      [
        ['B', add(1, 'X')],
        ['A', kick('X')],
      ],
      ALL,
    ],
    [
      'somebody who was kicked from below is added again',
      [
        ['B', kick('D')],
        ['F', add(1, 'D')],
        ['A', kick('C')],
        ['F', add(1, 'C')],
      ],
      'A3 B2 C1 D1 E1 F4 G3',
    ],
    [
      'somebody who was kicked is added again',
      [
        ['B', kick('D')],
        ['C', add(1, 'D')],
      ],
      ALL,
    ],
    [
      'somebody who left is added again',
      [
        ['D', leave],
        ['C', add(1, 'D')],
      ],
      ALL,
    ],
    [
      'a ban stands against a lower level',
      [
        ['A', ban('D')],
        ['B', add(1, 'D')],
      ],
      'A3 B2 C2 E1 F4 G3',
    ],
    [
      'a ban stands against a role, too',
      [
        ['A', ban('D')],
        ['B', role('D', 1)],
      ],
      'A3 B2 C2 E1 F4 G3',
    ],
    [
      'a ban does not stand against an equal',
      [
        ['B', ban('D')],
        ['C', add(1, 'D')],
      ],
      ALL,
    ],
    [
      'a ban is taken back',
      [
        ['A', ban('D')],
        ['A', unban('D')],
        ['B', add(1, 'D')],
      ],
      ALL,
    ],
    [
      'a ban is not taken back from below',
      [
        ['A', ban('D')],
        ['B', unban('D')],
        ['B', add(1, 'D')],
      ],
      'A3 B2 C2 E1 F4 G3',
    ],
    [
      'whoever was kicked has no power',
      [
        ['A', kick('B')],
        ['B', kick('D')],
      ],
      'A3 C2 D1 E1 F4 G3',
    ],
    [
      'whoever was demoted has no power',
      [
        ['A', role('B', 1)],
        ['B', kick('D')],
      ],
      'A3 B1 C2 D1 E1 F4 G3',
    ],
    [
      'what somebody did stays when they go',
      [
        ['B', add(1, 'X')],
        ['A', kick('B')],
      ],
      'A3 C2 D1 E1 F4 G3 X1',
    ],
  ])('%s', (_, deeds, expected) => {
    expect(inTurn(...deeds)).toBe(expected);
  });
});

describe('at the same time', () => {
  test.each<[string, readonly (readonly [string, Deed])[], string]>([
    [
      'of a kick and a promotion the higher level counts',
      [
        ['A', kick('D')],
        ['F', role('D', 2)],
      ],
      'A3 B2 C2 D2 E1 F4 G3',
    ],
    [
      'of a kick and a promotion by equals the kick counts',
      [
        ['A', kick('D')],
        ['G', role('D', 2)],
      ],
      'A3 B2 C2 E1 F4 G3',
    ],
    [
      'what an admin does meanwhile is void if they are kicked',
      [
        ['A', kick('B')],
        ['B', kick('D')],
      ],
      'A3 C2 D1 E1 F4 G3',
    ],
    [
      'what an owner does counts, though an admin of theirs goes',
      [
        ['F', kick('B')],
        ['A', kick('D')],
      ],
      'A3 C2 E1 F4 G3',
    ],
    [
      'two admins cannot kick each other',
      [
        ['B', kick('C')],
        ['C', kick('B')],
      ],
      ALL,
    ],
    [
      'whoever leaves is gone, whatever they are made',
      [
        ['D', leave],
        ['F', role('D', 3)],
      ],
      'A3 B2 C2 E1 F4 G3',
    ],
  ])('%s', (_, deeds, expected) => {
    expect(apart(...deeds)).toBe(expected);
  });
});

describe('tickets', () => {
  test('whoever has one joins as a member', () => {
    expect(inTurn(['B', ticket], ['X', join], ['Y', join])).toBe(`${ALL} X1 Y1`);
  });

  test('a member makes none', () => {
    expect(inTurn(['D', ticket], ['X', join])).toBe(ALL);
  });

  test('a join that does not know the ticket does not hold', () => {
    const story = staffed();
    const known = story.acts.at(-1)?.id ?? '';
    story.act('B', ticket);
    story.act('X', join, [known]);
    expect(members(story)).toBe(ALL);
  });

  test('once it is closed, only joins that were known or named hold', () => {
    const story = staffed();
    const open = story.act('B', ticket);
    story.act('U', join, [open]);
    const named = story.act('V', join, [open]);
    const known = story.act('W', join, [open]);
    story.act('B', close(named), [known]);
    story.act('X', join, [open]);
    story.act('Y', join);
    expect(members(story)).toBe(`${ALL} V1 W1`);
    expect(evaluated(story).tickets.size).toBe(0);
  });

  test('it is closed by an equal, and not from below', () => {
    const story = staffed();
    story.act('A', ticket);
    story.act('B', close());
    expect(evaluated(story).tickets.size).toBe(1);
    story.act('X', join);
    expect(members(story)).toBe(`${ALL} X1`);
  });

  test('it tells who came by it', () => {
    const story = staffed();
    const made = story.act('B', ticket);
    const joined = story.act('X', join);
    expect([...evaluated(story).tickets.values()]).toEqual([
      {id: made, issuer: keyOf('B'), uses: 5, until: 0, joins: [joined]},
    ]);
  });

  test('a backdated join does not bring back whoever was kicked or banned', () => {
    for (const out of [kick('X'), ban('X')]) {
      const story = staffed();
      const open = story.act('F', ticket);
      story.act('X', join, [open]);
      story.act('B', out);
      story.act('X', join, [open]);
      expect(members(story)).toBe(ALL);
    }
  });

  test('a ban of any level stands in the way of a join', () => {
    expect(inTurn(['F', ticket], ['B', ban('X')], ['X', join])).toBe(ALL);
    expect(inTurn(['F', ticket], ['B', ban('X')], ['B', unban('X')], ['X', join])).toBe(`${ALL} X1`);
  });

  test('whoever comes again by a ticket is not what somebody made of them beside their departure', () => {
    for (const departure of [kick('D'), leave]) {
      const story = staffed();
      const start = story.acts.at(-1)?.id ?? '';
      story.act('A', role('D', 2), [start]);
      const gone = story.act(departure === leave ? 'D' : 'F', departure, [start]);
      const way = story.act('F', ticket, [gone]);
      story.act('D', join, [way]);
      expect(members(story)).toBe('A3 B2 C2 D1 E1 F4 G3');
    }
  });

  test('whoever was kicked may come again by a ticket', () => {
    expect(inTurn(['F', ticket], ['B', kick('D')], ['D', join])).toBe(ALL);
  });
});

describe('settings', () => {
  test('the newest counts; of two at the same time that of the higher level', () => {
    const story = staffed();
    const known = story.act('B', set('topic', 'first'));
    story.act('B', set('topic', 'of an admin'), [known]);
    story.act('A', set('topic', 'of an owner'), [known]);
    expect(evaluated(story).settings.topic).toBe('of an owner');
    story.act('C', set('topic', 'last'));
    expect(evaluated(story).settings.topic).toBe('last');
    story.act('D', set('topic', 'of a member'));
    expect(evaluated(story).settings.topic).toBe('last');
  });

  test('admins hide what members wrote, and nothing of their equals', () => {
    const story = staffed();
    story.act('B', hide('D'));
    story.act('B', hide('C'));
    story.act('D', hide('E'));
    expect(evaluated(story).hidden).toEqual([{author: keyOf('D'), epoch: 1, sequence: 1}]);
  });
});

test('an act whose past is not here waits for it', () => {
  const story = staffed();
  const before = story.act('B', add(1, 'X'));
  story.act('B', add(1, 'Y'));
  const without = story.acts.filter(({id}) => id !== before);
  const {levels, heads} = evaluate(without) ?? {};
  expect([levels?.has(keyOf('X')), levels?.has(keyOf('Y'))]).toEqual([false, false]);
  expect(heads).toEqual([story.acts.at(-3)?.id]);
  expect(members(story)).toBe(`${ALL} X1 Y1`);
});

test('who went, and how far their logs count', () => {
  const story = staffed();
  const keeps = [{epoch: 7, sequence: 3, chain: Buffer.alloc(16, 1)}];
  story.act('B', {type: 'remove', target: keyOf('D'), isBan: true, keeps});
  story.act('E', leave);
  const {departures} = evaluated(story);
  expect(departures.get(keyOf('D'))).toEqual({how: 'banned', by: keyOf('B'), keeps, clock: 5});
  expect(departures.get(keyOf('E'))).toEqual({how: 'left', clock: 6});
});
