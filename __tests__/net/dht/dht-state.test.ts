import {expect, test} from '@jest/globals';
import {type DhtFacts, judgeDht} from '../../../src/net/dht/dht-state.ts';

const nothing: DhtFacts = {
  isBootstrapped: false,
  knownNodes: 0,
  host: null,
  hasStablePort: false,
  isFirewalled: true,
  announcedAt: 0,
  listeners: 1,
};
const answered = {...nothing, isBootstrapped: true, knownNodes: 5, host: '5.1.0.7', hasStablePort: true};

test.each([
  ['just started', nothing, 0, true, 'starting'],
  ['almost out of patience', nothing, 5999, true, 'starting'],
  ['nobody answered', nothing, 6000, true, 'blocked'],
  ['nobody answered, though the library says so', {...nothing, isBootstrapped: true}, 6000, true, 'blocked'],
  ['no network', nothing, 0, false, 'offline'],
  ['no network any more', {...answered, announcedAt: 3}, 60_000, false, 'offline'],
  ['answered, not announced yet', answered, 100, true, 'starting'],
  ['answered, and nobody keeps the announcement', answered, 6000, true, 'alone'],
  ['announced', {...answered, announcedAt: 1}, 100, true, 'ready'],
  ['nothing to announce', {...answered, listeners: 0}, 100, true, 'ready'],
] as const)('%s', (_, facts, running, hasNetwork, state) => {
  expect(judgeDht(facts, running, hasNetwork)).toBe(state);
});
