import type {Core, CoreEvent, DeliveryState, EntryId, EntryView} from '../core/api/api.ts';
import type {Clock} from '../lib/time/clock.ts';

/** How far a message can be waited for. */
export const WAITS = ['stored', 'delivered', 'read'] as const;
export type Wait = (typeof WAITS)[number];

/** States in the order in which a message passes them. */
const ORDER: readonly DeliveryState[] = ['queued', 'sent', 'delivered', 'read'];

export type WaitOptions = {
  readonly wait: Wait;
  /** Milliseconds; null waits without end. */
  readonly patience: number | null;
  readonly clock: Pick<Clock, 'after'>;
  /** Aborted when nobody waits any more. */
  readonly gone: AbortSignal;
};

/**
 * Says something and waits until it came so far. Answers the message and the state it is in then. One that was removed
 * meanwhile is waited for no longer.
 */
export async function sayAndWait(
  core: Core,
  action: Extract<Parameters<Core['perform']>[0], {type: 'say'}>,
  {wait, patience, clock, gone}: WaitOptions,
): Promise<{readonly entry: EntryView; readonly state: DeliveryState}> {
  const states = new Map<EntryId, DeliveryState | null>();
  let wake = () => {};
  const hear = (events: readonly CoreEvent[]) => {
    for (const event of events) {
      if (event.type === 'delivery-changed') {
        note(event.ids, event.state);
      } else if (event.type === 'entries-removed') {
        note(event.ids, null);
      }
    }
  };
  const note = (ids: readonly EntryId[], state: DeliveryState | null) => {
    for (const id of ids) {
      states.set(id, state);
    }
    wake();
  };

  const unsubscribe = wait === 'stored' ? () => {} : core.subscribe(hear); // before it is said: nothing is missed
  try {
    const entry = await core.perform(action);
    const state = () => states.get(entry.id) ?? entry.state ?? 'queued';
    const isDone = () => states.get(entry.id) === null || wait === 'stored' || hasReached(state(), wait);
    if (!isDone()) {
      await new Promise<void>(resolve => {
        const cancel = patience === null ? () => {} : clock.after(patience, resolve);
        gone.addEventListener('abort', () => resolve(), {once: true});
        wake = () => {
          if (isDone()) {
            cancel();
            resolve();
          }
        };
      });
    }
    return {entry, state: state()};
  } finally {
    unsubscribe();
  }
}

/** Whether a message in some state has come as far as somebody waits for. */
export function hasReached(state: DeliveryState, wait: Wait): boolean {
  return wait === 'stored' || ORDER.indexOf(state) >= ORDER.indexOf(wait);
}
