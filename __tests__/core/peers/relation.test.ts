import {describe, expect, test} from '@jest/globals';
import type {Relation} from '../../../src/core/api/api.ts';
import {
  afterEvent,
  isAcceptedByUs,
  isStranger,
  isWaiting,
  type RelationEvent,
  transition,
} from '../../../src/core/peers/relation.ts';

const RELATIONS = [null, 'contact', 'asking', 'request', 'declined', 'blocked', 'alarmed', 'member'] as const;

/** What becomes of: somebody unknown, a contact, asking, request, declined, blocked, alarmed, member. `-`: does not apply. */
const EXPECTED: Readonly<Record<RelationEvent, string>> = {
  'answered-dial': 'asking contact asking contact asking - alarmed member',
  'came-asking': 'request contact asking request declined - alarmed member',
  'came-welcome': 'contact contact asking request declined - alarmed member',
  'came-by-invite': 'contact contact contact contact contact - contact contact',
  suspected: 'alarmed - alarmed alarmed alarmed - alarmed -',
  accepted: '- - - contact contact - - -',
  declined: '- - - declined - - - -',
  'accepted-us': '- - contact - - - - -',
  'trusted-caller': '- - - - - - contact -',
  trusted: '- - - - - - asking -',
  blocked: '- blocked blocked blocked blocked - blocked blocked',
  unblocked: '- - - - - declined - -',
  'met-in-room': 'member contact asking request declined blocked alarmed member',
  wanted: '- - - - - - - asking',
  'asked-in-room': '- - - - - - - request',
};

test.each(Object.entries(EXPECTED))('%s: %s', (event, expected) => {
  const after = RELATIONS.map(from => transition(from, event as RelationEvent) ?? '-');
  expect(after.join(' ')).toBe(expected);
});

describe('a block', () => {
  test.each([
    ['contact', 'contact'],
    ['asking', 'asking'],
    ['request', 'declined'],
    ['declined', 'declined'],
    ['alarmed', 'alarmed'],
  ] as const)('of %s ends as %s', (relation, after) => {
    const blocked = afterEvent({relation}, 'blocked');
    expect(blocked).toEqual({relation: 'blocked', blockedFrom: after});
    expect(afterEvent(blocked, 'blocked')).toBeNull();
    expect(afterEvent(blocked, 'unblocked')).toEqual({relation: after, blockedFrom: null});
  });

  test('of an older natter, which did not note what was before, ends as declined', () => {
    expect(afterEvent({relation: 'blocked'}, 'unblocked')).toEqual({relation: 'declined', blockedFrom: null});
  });
});

test('only a decision of the user, or a dial of theirs, makes somebody known of a stranger', () => {
  const decisions: RelationEvent[] = [
    'answered-dial',
    'came-welcome',
    'came-by-invite',
    'accepted',
    'trusted',
    'trusted-caller',
    'wanted',
  ];
  for (const from of RELATIONS.filter(relation => isStranger(relation))) {
    for (const event of Object.keys(EXPECTED) as RelationEvent[]) {
      const after = transition(from, event);
      expect(!isAcceptedByUs(after) || decisions.includes(event)).toBe(true);
    }
  }
});

test.each([
  ['contact', true, false, false],
  ['asking', true, false, false],
  ['request', false, true, true],
  ['alarmed', false, true, true],
  ['declined', false, false, true],
  ['blocked', false, false, false],
  ['member', false, false, true],
] as const)('%s: pinned %s, waiting %s, stranger %s', (relation: Relation, pinned, waiting, stranger) => {
  expect([isAcceptedByUs(relation), isWaiting(relation), isStranger(relation)]).toEqual([
    pinned,
    waiting,
    stranger,
  ]);
});
