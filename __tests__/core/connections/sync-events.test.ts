import {beforeEach, describe, expect, test} from '@jest/globals';
import type {Relation} from '../../../src/core/api/api.ts';
import {createSyncEvents} from '../../../src/core/connections/sync-events.ts';
import type {SyncEvent} from '../../../src/core/sync/machine-types.ts';
import type {AppendOutcome} from '../../../src/storage/types.ts';
import {BOB_KEY, WITH_BOB} from '../../support/facts.ts';

/** What was called, with all that it was called with. */
let calls: unknown[];
let relation: Relation | null;
/** What delivery answers: the entries whose state changed. */
let changed: {readonly epoch: number; readonly from: number; readonly to: number} | null;

const note =
  (name: string) =>
  (...given: readonly unknown[]): void =>
    void calls.push([name, ...given]);

function tell(event: Parameters<ReturnType<typeof createSyncEvents>>[1]): unknown[] {
  const noteChange =
    (name: string) =>
    (...given: readonly unknown[]) => {
      note(name)(...given);
      return changed;
    };
  const delivery = {acknowledged: noteChange('acknowledged'), read: noteChange('read'), sent: note('sent')};
  createSyncEvents({
    delivery: delivery as never,
    conversations: {changedState: note('changedState')},
    typing: {heard: note('typing')},
    peers: {row: () => (relation === null ? null : ({relation} as never))},
    presence: {answered: note('answered')},
    copies: {onOtherLog: note('other log')},
    exchange: {hear: note('hear')},
    greet: note('greet'),
    received: note('received'),
    failed: note('failed'),
  })(BOB_KEY, event);
  return calls;
}

beforeEach(() => {
  calls = [];
  relation = 'contact';
  changed = {epoch: 3, from: 2, to: 5};
});

describe('what a sync machine tells', () => {
  const outcome = {added: [], have: {}} as unknown as AppendOutcome;
  const error = new Error('disk');
  const ack = {type: 'reach-ack', number: 4} as never;

  test.each<[string, Exclude<SyncEvent, {type: 'renamed' | 'status' | 'ended'}>, unknown[]]>([
    [
      'that we may write',
      {type: 'standing', accepted: true},
      [
        ['answered', BOB_KEY, true],
        ['greet', BOB_KEY],
      ],
    ],
    [
      'that we may not',
      {type: 'standing', accepted: false},
      [
        ['answered', BOB_KEY, false],
        ['greet', BOB_KEY],
      ],
    ],
    ['how somebody is found', {type: 'reach', message: ack}, [['hear', BOB_KEY, ack]]],
    ['that a contact types', {type: 'typing', active: true}, [['typing', WITH_BOB, true]]],
    ['that they stopped', {type: 'typing', active: false}, [['typing', WITH_BOB, false]]],
    ['entries', {type: 'received', outcome}, [['received', BOB_KEY, outcome]]],
    [
      'what was acknowledged',
      {type: 'acknowledged', epoch: 3, upTo: 5},
      [
        ['acknowledged', WITH_BOB, BOB_KEY, 3, 5],
        ['changedState', WITH_BOB, {epoch: 3, from: 2, to: 5}, 'delivered'],
      ],
    ],
    [
      'what was read',
      {type: 'read', epoch: 3, upTo: 5},
      [
        ['read', WITH_BOB, BOB_KEY, 3, 5],
        ['changedState', WITH_BOB, {epoch: 3, from: 2, to: 5}, 'read'],
      ],
    ],
    [
      'what was sent',
      {type: 'sent', range: {epoch: 3, from: 1, to: 9}},
      [
        ['sent', WITH_BOB, BOB_KEY, 3, 9],
        ['changedState', WITH_BOB, {epoch: 3, from: 1, to: 9}, 'sent'],
      ],
    ],
    ['another log of ours', {type: 'outdated'}, [['other log', BOB_KEY]]],
    ['a disk that refuses', {type: 'storage-failed', error}, [['failed', error]]],
  ])('%s', (_, event, expected) => {
    expect(tell(event)).toEqual(expected);
  });

  test.each<Relation | null>(['asking', 'request', 'alarmed', null])(
    'somebody who is no contact types for nobody: %s',
    other => {
      relation = other;
      expect(tell({type: 'typing', active: true})).toEqual([]);
    },
  );

  test.each(['acknowledged', 'read'] as const)('what was %s before changes nothing', type => {
    changed = null;
    expect(tell({type, epoch: 3, upTo: 5})).toHaveLength(1);
  });
});
