import {describe, expect, test} from '@jest/globals';
import {createLinkPolicy, type StandingLink} from '../../../src/core/connections/link-policy.ts';
import type {Link} from '../../../src/net/link/link.ts';
import type {ByeReason} from '../../../src/wire/chat/messages.ts';
import {ANN_KEY, BOB_KEY} from '../../support/facts.ts';
import {manualClock} from '../../support/manual-clock.ts';

const OURS = {features: 5, name: 'ann', port: 4242, instance: 9};

type Given = {
  /** Why the rules about people turn bob away. */
  readonly unwanted?: ByeReason;
  /** Strangers have caused too many writes. */
  readonly isFlooded?: boolean;
  /** Who dialled the link that stands, if there is one, and how long it has stood. */
  readonly standing?: 'we' | 'they';
  readonly age?: number;
  readonly isRenewing?: boolean;
};

function policyFor({unwanted, isFlooded = false, standing, age = 0, isRenewing = false}: Given) {
  const clock = manualClock(0);
  const present: StandingLink | null =
    standing === undefined ? null : {link: linkBy(standing), since: clock.monotonic()};
  clock.advance(age);
  return createLinkPolicy({
    selfKey: ANN_KEY,
    clock,
    acquaintance: {refusal: () => unwanted ?? null, mayMeet: () => !isFlooded},
    hello: () => OURS,
    standing: key => (key === BOB_KEY ? present : null),
    isRenewing: key => key === BOB_KEY && isRenewing,
  });
}

function linkBy(dialler: 'we' | 'they'): Link {
  return {remoteKey: BOB_KEY, initiator: dialler === 'we', hello: {instance: 7}} as Link;
}

describe('a peer whose key is proven', () => {
  test.each<[string, 'we' | 'they', Given, 'hello' | ByeReason]>([
    ['is told of us', 'we', {}, 'hello'],
    ['is told of us when it dials', 'they', {}, 'hello'],
    ['is turned away by the rules about people', 'they', {unwanted: 'closed'}, 'closed'],
    ['is no use a second time when we dial', 'we', {standing: 'they'}, 'duplicate'],
    [
      'is no use a second time, whatever the rules say',
      'we',
      {standing: 'they', unwanted: 'blocked'},
      'duplicate',
    ],
    ['is dialled again for a fresh link', 'we', {standing: 'we', isRenewing: true}, 'hello'],
    ['but not against the rules', 'we', {standing: 'we', isRenewing: true, unwanted: 'blocked'}, 'blocked'],
    ['may dial while there is a link: it may be dead', 'they', {standing: 'we'}, 'hello'],
  ])('%s', (_, dialler, given, expected) => {
    const peer = {remoteKey: BOB_KEY, initiator: dialler === 'we', remoteAddress: 'bob:1', secret: null};
    expect(policyFor(given).admit(peer)).toEqual(
      expected === 'hello' ? {type: 'hello', hello: OURS} : {type: 'refuse', reason: expected},
    );
  });
});

describe('a link on which both said hello', () => {
  test.each<[string, 'we' | 'they', Given, ByeReason | null]>([
    ['is taken', 'they', {}, null],
    ['is not when the user blocked them meanwhile', 'they', {unwanted: 'blocked'}, 'blocked'],
    ['has to wait while strangers flood us', 'they', {isFlooded: true}, 'busy'],
    ['is refused before it is counted', 'they', {isFlooded: true, unwanted: 'blocked'}, 'blocked'],
    ['of theirs replaces the one they gave up', 'they', {standing: 'they'}, null],
    ['of ours does not replace one of ours', 'we', {standing: 'we'}, 'duplicate'],
    ['of ours does when it is meant to', 'we', {standing: 'we', isRenewing: true}, null],
    ['dialled at the same time: that of the larger key stays', 'we', {standing: 'they'}, 'duplicate'],
    [
      'of theirs comes while ours is young: that of the larger key',
      'they',
      {standing: 'we', age: 5000},
      null,
    ],
  ])('%s', (_, dialler, given, expected) => {
    expect(policyFor(given).refusal(linkBy(dialler))).toBe(expected);
  });

  test('the age of the link that stands is asked of the clock', () => {
    const policyOfLarger = (age: number) => {
      const clock = manualClock(0);
      clock.advance(7000);
      const present = {link: {...linkBy('we'), remoteKey: ANN_KEY}, since: clock.monotonic()};
      clock.advance(age);
      return createLinkPolicy({
        ...{selfKey: BOB_KEY, clock, hello: () => OURS, isRenewing: () => false, standing: () => present},
        acquaintance: {refusal: () => null, mayMeet: () => true},
      });
    };
    const theirs = {...linkBy('they'), remoteKey: ANN_KEY};
    expect(policyOfLarger(5000).refusal(theirs)).toBe('duplicate');
    expect(policyOfLarger(5001).refusal(theirs)).toBeNull();
  });
});
