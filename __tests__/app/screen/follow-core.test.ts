import {expect, test} from '@jest/globals';
import type {ScreenCore} from '../../../src/app/daemon/steady-core.ts';
import {followCore} from '../../../src/app/screen/follow-core.ts';
import type {CoreEvent, PlainError, Snapshot} from '../../../src/core/api/api.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {project} from '../../../src/store/project.ts';
import {createAppStore} from '../../../src/store/store.ts';
import {openConversation} from '../../../src/store/view.ts';
import {snapshot, TEN_O_CLOCK, WITH_BOB} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';

/** A core that has this snapshot, and what followed from it in order. */
function setUp(now: Snapshot) {
  const did: string[] = [];
  const listeners: ((events: readonly CoreEvent[]) => void)[] = [];
  const core = {
    subscribe(listener: (events: readonly CoreEvent[]) => void) {
      listeners.push(listener);
      return () => {};
    },
    query: () => Promise.resolve(now),
  } as unknown as ScreenCore;
  const store = createAppStore();
  const gone: PlainError[] = [];
  const follow = (what: Promise<ScreenCore>) =>
    followCore({
      core: what,
      store,
      feed: {
        push(events) {
          did.push(...events.map(({type}) => type));
          store.change(state => project(state, events, TEN_O_CLOCK));
        },
        flush: () => did.push('flush'),
      },
      history: {again: conversation => did.push(`again ${conversation}`)},
      drafts: {load: () => Promise.resolve(void did.push('drafts'))},
      listeners: [events => did.push(`heard ${events.length}`)],
      failed: error => did.push(String(error)),
      onGone: error => gone.push(error),
    });
  const tell = (...events: readonly CoreEvent[]) => {
    for (const listener of listeners) {
      listener(events);
    }
  };
  return {core, store, did, gone, follow, tell};
}

test('a core that was ready before is shown once the drafts are there', async () => {
  const {core, store, did, follow} = setUp(snapshot());
  follow(Promise.resolve(core));
  await settled();
  expect(did).toEqual(['flush', 'drafts', 'ready']);
  expect(store.getState().phase).toBe('ready');
});

test('a core that does not listen yet tells itself when it is ready', async () => {
  const begun = snapshot();
  const {core, store, did, follow, tell} = setUp({...begun, self: {...begun.self, listening: null}});
  follow(Promise.resolve(core));
  await settled();
  expect(did).toEqual(['flush', 'drafts']);
  tell({type: 'ready', snapshot: begun});
  expect(did.slice(2)).toEqual(['ready', 'heard 1', 'flush']);
  expect(store.getState().phase).toBe('ready');
});

test('where everything comes anew the open conversation is loaded again, after all have heard of it', async () => {
  const {core, store, did, follow, tell} = setUp(snapshot());
  follow(Promise.resolve(core));
  await settled();
  store.change(state => openConversation(state, WITH_BOB));
  did.length = 0;
  tell({type: 'ready', snapshot: snapshot()});
  expect(did).toEqual(['ready', 'heard 1', 'flush', `again ${WITH_BOB}`]);
});

test('a core that cannot begin is told as it is', async () => {
  const {gone, follow} = setUp(snapshot());
  follow(Promise.reject(new NatterError('PROFILE_LOCKED', 'It is open already.')));
  await settled();
  expect(gone).toEqual([{code: 'PROFILE_LOCKED', message: 'It is open already.'}]);
});
