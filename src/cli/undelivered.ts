import type {Core, CoreEvent, EntryId} from '../core/api/api.ts';

/** Own messages of this run that the other side does not have yet. */
export type Undelivered = {
  /** The core as lines see it: what they say is counted. */
  readonly counting: (core: Core) => Core;
  readonly hear: (event: CoreEvent) => void;
  readonly ids: () => readonly EntryId[];
  /** Resolves once there are none. */
  readonly none: () => Promise<void>;
};

/** Follows own messages until they are delivered. */
export function followDelivery(): Undelivered {
  const waiting = new Set<EntryId>();
  let wake = () => {};

  function done(ids: readonly EntryId[]): void {
    for (const id of ids) {
      waiting.delete(id);
    }
    if (waiting.size === 0) {
      wake();
    }
  }

  return {
    counting: core => ({
      ...core,
      async perform(action) {
        const result = await core.perform(action);
        if (action.type === 'say') {
          waiting.add((result as {readonly id: EntryId}).id);
        }
        return result;
      },
    }),
    hear(event) {
      if (event.type === 'delivery-changed' && (event.state === 'delivered' || event.state === 'read')) {
        done(event.ids);
      } else if (event.type === 'entries-removed') {
        done(event.ids);
      } else if (event.type === 'entries-changed') {
        done(event.changes.filter(({kind}) => kind === 'delete').map(({entry}) => entry)); // nobody is to have it
      }
    },
    ids: () => [...waiting],
    none() {
      return new Promise(resolve => {
        wake = resolve;
        done([]);
      });
    },
  };
}
