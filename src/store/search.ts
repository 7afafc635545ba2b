import type {Core, EntryView} from '../core/api/api.ts';
import type {Found, Wanted} from './state.ts';
import type {AppStore} from './store.ts';

/** Hits per page. */
const PAGE = 50;

/** Searches while somebody types. Only the last thing wanted counts. */
export type Search = {
  readonly find: (wanted: Wanted) => void;
  /** Brings the next page. */
  readonly more: () => void;
  /** Forgets what was found. */
  readonly close: () => void;
};

export type SearchOptions = {
  readonly core: Promise<Pick<Core, 'query'>>;
  readonly store: AppStore;
  readonly failed: (error: unknown) => void;
};

/** Creates the search of a screen. It asks one thing at a time: the core has other work to do, too. */
export function createSearch({core, store, failed}: SearchOptions): Search {
  let wanted: Wanted | null = null;
  let next: number | null = null;
  let isAsking = false;

  function change(found: Partial<Found>): void {
    store.change(state => (state.found === null ? state : {...state, found: {...state.found, ...found}}));
  }

  /** Asks for a page of what is wanted now; goes on until there is a full one, or nothing more. */
  async function ask(before: number | null): Promise<void> {
    const asked = wanted;
    if (isAsking || asked === null) {
      return;
    }
    isAsking = true;
    change({busy: true});
    const page = await query(asked, before);
    isAsking = false;
    if (asked !== wanted) {
      await ask(null);
    } else if (page === null) {
      change({busy: false});
    } else {
      next = page.next;
      await take(asked, before, page.hits);
    }
  }

  async function query(asked: Wanted, before: number | null) {
    try {
      const rest = before === null ? {} : {before};
      return await (await core).query({type: 'search', ...asked, ...rest, limit: PAGE});
    } catch (error) {
      failed(error);
      return null;
    }
  }

  async function take(asked: Wanted, before: number | null, hits: readonly EntryView[]): Promise<void> {
    const held = before === null ? [] : (store.getState().found?.hits ?? []);
    const all = [...held, ...hits];
    const goesOn = next !== null && all.length < PAGE;
    change({wanted: asked, hits: all, more: next !== null, busy: goesOn});
    if (goesOn) {
      await ask(next);
    }
  }

  return {
    find(what) {
      wanted = what;
      next = null;
      store.change(state => ({
        ...state,
        found: {...(state.found ?? {wanted: what, hits: [], more: false}), busy: true},
      }));
      void ask(null);
    },
    more() {
      if (next !== null) {
        void ask(next);
      }
    },
    close() {
      wanted = null;
      next = null;
      store.change(state => (state.found === null ? state : {...state, found: null}));
    },
  };
}
