import {expect, test} from '@jest/globals';
import type {Announcements} from '../../../src/core/reach/announcements.ts';
import {createHashTable, type HashTableOptions} from '../../../src/core/reach/hash-table.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import type {DhtNode} from '../../../src/net/dht/dht-node.ts';
import {quiet} from '../../support/cores.ts';
import {manualClock} from '../../support/manual-clock.ts';

test('a disk that takes no nodes ends nothing: they are kept the next time', async () => {
  const clock = manualClock(0);
  let isFull = true;
  const kept: unknown[] = [];
  const node = {
    answered: Promise.resolve(),
    knownNodes: () => [{host: '203.0.113.5', port: 49_737}],
    facts: () => ({knownNodes: 1, announcedAt: 0, host: null, isFirewalled: true, hasStablePort: false}),
    close: async () => {},
  } as unknown as DhtNode;
  const table = createHashTable({
    clock,
    database: {
      tableNodes: () => [],
      saveTableNodes(nodes: unknown) {
        if (isFull) {
          throw new NatterError('DISK_FULL', 'The disk is full.');
        }
        kept.push(nodes);
      },
    },
    announcements: {bringUpToDate: async () => {}, forget() {}} as unknown as Announcements,
    start: async () => node,
    bootstrap: async () => [],
    hasNetwork: () => true,
    changed() {},
    inReach() {},
    failed() {},
  } as unknown as HashTableOptions);
  table.turn(true);
  await quiet(3);
  clock.advance(24 * 3_600_000);
  expect(kept).toEqual([]);
  isFull = false;
  clock.advance(24 * 3_600_000);
  expect(kept.length).toBeGreaterThan(0);
  isFull = true;
  await table.stop();
});
