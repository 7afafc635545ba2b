import {expect, test} from '@jest/globals';
import {createPathImprover} from '../../../src/core/connections/path-improver.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import type {Link} from '../../../src/net/link/link.ts';
import {manualClock} from '../../support/manual-clock.ts';

const SMALL = peerKey('1'.repeat(64));
const LARGE = peerKey('2'.repeat(64));

function setUp(selfKey = LARGE) {
  const clock = manualClock(0);
  const tries: number[] = [];
  const remoteKey = selfKey === LARGE ? SMALL : LARGE;
  const linkBy = (path: Link['path']) => ({remoteKey, path}) as Link;
  let present: Link | null = linkBy('punched');
  const improver = createPathImprover({
    clock,
    state: createRuntimeState(),
    selfKey,
    link: () => present,
    replace: () => void tries.push(clock.monotonic()),
  });
  const setPresent = (link: Link | null) => {
    present = link;
  };
  return {clock, tries, improver, remoteKey, linkBy, setPresent};
}

test.each(['punched', 'relayed'] as const)(
  'a better path than a %s one is looked for, ever more rarely',
  path => {
    const {clock, tries, improver, linkBy} = setUp();
    improver.arrived(linkBy(path));
    clock.advance(3_600_000);
    expect(tries).toHaveLength(5);
  },
);

test.each(['direct', 'lan'] as const)('a %s path is good enough', path => {
  const {clock, tries, improver, linkBy} = setUp();
  improver.arrived(linkBy(path));
  clock.advance(3_600_000);
  expect(tries).toEqual([]);
});

test('a better link ends the looking', () => {
  const {clock, tries, improver, linkBy} = setUp();
  improver.arrived(linkBy('punched'));
  improver.arrived(linkBy('direct'));
  clock.advance(3_600_000);
  expect(tries).toEqual([]);
});

test('the larger key tries at once, the smaller one lets it go first', () => {
  const larger = setUp(LARGE);
  larger.improver.improve(larger.remoteKey);
  larger.clock.advance(0);
  expect(larger.tries).toHaveLength(1);
  const smaller = setUp(SMALL);
  smaller.improver.improve(smaller.remoteKey);
  smaller.clock.advance(4999);
  expect(smaller.tries).toEqual([]);
  smaller.clock.advance(1);
  expect(smaller.tries).toHaveLength(1);
});

test('nothing is tried where there is no link, after it was given up, and at the end', () => {
  const {clock, tries, improver, remoteKey, linkBy, setPresent} = setUp();
  setPresent(null);
  improver.improve(remoteKey);
  clock.advance(10_000);
  setPresent(linkBy('punched'));
  improver.arrived(linkBy('punched'));
  improver.drop(remoteKey);
  clock.advance(3_600_000);
  improver.arrived(linkBy('punched'));
  improver.improve(remoteKey);
  improver.stop();
  clock.advance(3_600_000);
  expect(tries).toEqual([]);
});
