import {MessageChannel} from 'node:worker_threads';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import type {Core, CoreEvent} from '../../../src/core/api/api.ts';
import {connectCore, type RemoteCore, serveCore} from '../../../src/core/api/rpc.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {safe} from '../../../src/lib/text/safe-text.ts';
import {WITH_BOB} from '../../support/facts.ts';

let channel: MessageChannel;
let asked: unknown[];
let listeners: ((events: readonly CoreEvent[]) => void)[];
let remote: RemoteCore;

/** A core that only notes what it is asked; the seam is what is under test. */
const core = {
  async perform(action: {type: string}) {
    asked.push(action);
    if (action.type === 'accept') {
      throw new NatterError('NO_REQUEST', 'bob is not waiting for an answer.');
    }
    return {did: action.type};
  },
  async query(query: unknown) {
    asked.push(query);
    return {entries: [], more: false};
  },
  subscribe(listener: (events: readonly CoreEvent[]) => void) {
    listeners.push(listener);
    return () => {};
  },
  async stop() {
    asked.push('stop');
  },
} as unknown as Core;

beforeEach(() => {
  asked = [];
  listeners = [];
  channel = new MessageChannel();
  serveCore(core, channel.port1);
  remote = connectCore(channel.port2);
});

afterEach(() => channel.port1.close());

test('actions and queries cross as plain data and are answered', async () => {
  const action = {type: 'resolve', who: 'bob'} as const;
  const query = {type: 'history', conversation: WITH_BOB, before: [3, 2, 1], limit: 50} as const;
  await expect(remote.perform(action)).resolves.toEqual({did: 'resolve'});
  await expect(remote.query(query)).resolves.toEqual({entries: [], more: false});
  await remote.stop();
  expect(asked).toEqual([action, query, 'stop']);
});

test('a failure arrives as a NatterError with its code', async () => {
  const failure = await remote.perform({type: 'accept', who: 'bob'}).catch(error => error);
  expect(failure).toBeInstanceOf(NatterError);
  expect(failure).toMatchObject({code: 'NO_REQUEST', message: 'bob is not waiting for an answer.'});
});

test('events cross in their batches and in order', async () => {
  const batches: CoreEvent[][] = [
    [{type: 'notice', text: safe`one`, conversation: null}],
    [
      {type: 'notice', text: safe`two`, conversation: null},
      {type: 'stopped', error: null},
    ],
  ];
  const received: (readonly CoreEvent[])[] = [];
  const both = new Promise<void>(resolve => {
    remote.subscribe(events => {
      received.push(events);
      if (received.length === 2) {
        resolve();
      }
    });
  });
  for (const batch of batches) {
    for (const listener of listeners) {
      listener(batch);
    }
  }
  await both;
  expect(received).toEqual(batches);
});

test('when the far end is gone, whatever is asked fails with its reason', async () => {
  channel.port1.removeAllListeners('message');
  const events: CoreEvent[] = [];
  remote.subscribe(batch => events.push(...batch));
  const pending = remote.perform({type: 'resolve', who: 'bob'});
  remote.abandon(new NatterError('INTERNAL', 'The core has ended.'));
  await expect(pending).rejects.toMatchObject({code: 'INTERNAL'});
  await expect(remote.stop()).rejects.toMatchObject({message: 'The core has ended.'});
  remote.abandon(new NatterError('INTERNAL', 'again'));
  expect(events).toEqual([
    {type: 'stopped', error: {code: 'INTERNAL', message: 'The core has ended.'}, sequence: 1},
  ]);
});
