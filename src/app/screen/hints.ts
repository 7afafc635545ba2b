import type {ScreenModel} from '../../../components/app/model.ts';
import {FULL_PAGES} from '../../../components/app/pages.ts';
import {LEVEL} from '../../../components/keys/modes.ts';
import {SEARCH} from '../../../components/pages/search/search-page.ts';
import {createHints} from '../../client/hints.ts';
import type {Core, CoreEvent} from '../../core/api/api.ts';
import {isRoom} from '../../lib/conversation.ts';

/** With fewer rows there is none to spare, and the hint comes at another occasion. */
const LEAST_ROWS = 14;

export type ScreenHintsOptions = {
  readonly core: Promise<Pick<Core, 'perform'>>;
  readonly model: Pick<ScreenModel, 'store' | 'modes' | 'layout' | 'clock'>;
};

/** Tells what there is to know of a feature when its user meets it first, in a row above the status line. */
export function followHints({core, model}: ScreenHintsOptions): {
  readonly hear: (events: readonly CoreEvent[]) => void;
} {
  const {store, modes, layout, clock} = model;
  const hints = createHints({
    state: store.getState,
    tell(name) {
      const isFree = store.getState().hint === null && layout().rows >= LEAST_ROWS && !isCovered();
      if (isFree) {
        store.change(state => ({...state, hint: {name, at: clock.now()}}));
      }
      return isFree;
    },
    keep(hint) {
      core.then(ready => ready.perform({type: 'keep-hint', hint})).catch(() => {}); // then it is told again some day
    },
  });

  function isCovered(): boolean {
    return modes.getState().some(({kind}) => kind.level >= LEVEL.welcome || FULL_PAGES.has(kind));
  }

  store.subscribe((state, before) => {
    const {open} = state;
    if (open !== null && open !== before.open && isRoom(open)) {
      hints.offer('room');
    }
    if (state.selected !== before.selected && state.selected !== open) {
      hints.offer('list');
    }
    if (state.drafts.size > before.drafts.size) {
      hints.offer('draft');
    }
    if (open !== null && open === before.open && state.scrolls.has(open) && !before.scrolls.has(open)) {
      hints.offer('scroll');
    }
  });
  modes.subscribe(() => {
    if (modes.stateOf(SEARCH) !== null) {
      hints.offer('search');
    }
  });

  return {
    hear(events) {
      for (const event of events) {
        hints.hear(event, store.getState().open);
      }
    },
  };
}
