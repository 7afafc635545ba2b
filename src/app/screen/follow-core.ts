import type {CoreEvent, PlainError} from '../../core/api/api.ts';
import {toPlainError} from '../../lib/errors.ts';
import type {EventFeed} from '../../store/feed.ts';
import type {History} from '../../store/history.ts';
import type {AppStore} from '../../store/store.ts';
import type {ScreenCore} from '../daemon/steady-core.ts';
import type {Drafts} from './drafts.ts';

export type FollowCoreOptions = {
  readonly core: Promise<ScreenCore>;
  readonly store: AppStore;
  readonly feed: Pick<EventFeed, 'push' | 'flush'>;
  readonly history: Pick<History, 'again'>;
  readonly drafts: Pick<Drafts, 'load'>;
  /** Who else hears the events, after the store. */
  readonly listeners: readonly ((events: readonly CoreEvent[]) => void)[];
  readonly failed: (error: unknown) => void;
  /** It could not be started, or is gone. */
  readonly onGone: (error: PlainError) => void;
};

/** Brings what happens in the core into the store, from how things are when it is there. */
export function followCore(options: FollowCoreOptions): void {
  const {core, store, feed, history, drafts, listeners, failed, onGone} = options;

  /** Everything came anew: the page of the open conversation may lack what was left out. */
  function loadAgain(events: readonly CoreEvent[]): void {
    if (events.some(({type}) => type === 'ready')) {
      feed.flush();
      const {open} = store.getState();
      if (open !== null) {
        history.again(open);
      }
    }
  }

  async function begin(ready: ScreenCore): Promise<void> {
    for (const listener of [feed.push, ...listeners, loadAgain]) {
      ready.subscribe(listener);
    }
    const snapshot = await ready.query({type: 'snapshot'});
    feed.flush();
    await drafts.load().catch(failed);
    if (store.getState().phase === 'starting' && snapshot.self.listening !== null) {
      feed.push([{type: 'ready', snapshot}]); // it was ready before we listened
    }
  }

  core.then(begin).catch(error => onGone(toPlainError(error)));
}
