import type {EntryView} from '../../../src/core/api/api.ts';
import {compareOrder} from '../../../src/lib/order.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import type {AppStore} from '../../../src/store/store.ts';
import {logOf, openConversation, scrollTo} from '../../../src/store/view.ts';
import type {ScreenActions} from '../../base/actions.ts';
import {type Layout, scrollingPart} from '../../base/layout.ts';
import type {Bar} from '../../input/input-line.ts';
import type {KeyAction} from '../../keys/key-map.ts';
import type {Mode} from '../../keys/mode.ts';
import type {Modes} from '../../keys/modes.ts';
import type {LogView} from '../../log/log-view.ts';
import {drawVisit} from './hint.ts';
import {type Origin, VISIT, type Visit} from './hit.ts';

export type VisitsOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly bar: Bar;
  readonly logView: LogView;
  readonly actions: Pick<ScreenActions, 'jump' | 'open' | 'latest' | 'searchMore' | 'endSearch'>;
  readonly layout: () => Layout;
  /** Keys wait until something has ended; tells whether they still do. */
  readonly waitFor: (label: string, ended: Promise<unknown>) => () => boolean;
};

/** Goes from hit to hit in the logs, and back to where one was. */
export type Visits = {
  /** Shows a hit in its conversation. */
  readonly go: (at: number) => void;
  readonly mode: Mode<Visit>;
  /** No hit is shown any more. */
  readonly end: () => void;
};

/** A page of hits is asked for when so many are left. */
const AHEAD = 10;

/** Moves between the hits of a search. */
export function createVisits(options: VisitsOptions): Visits {
  const {store, modes, bar, logView, actions, layout, waitFor} = options;
  /** The last hit that was asked for: one that arrives later than another is not shown any more. */
  let latest: EntryView | null = null;

  store.subscribe(({open}, before) => {
    const visit = modes.stateOf(VISIT);
    if (open !== before.open && visit !== null && open !== visit.entry.conversation) {
      end(); // the user went elsewhere
    }
  });

  function go(at: number): void {
    const hits = store.getState().found?.hits ?? [];
    const entry = hits[at];
    if (entry === undefined) {
      return;
    }
    latest = entry;
    const origin = modes.stateOf(VISIT)?.origin ?? here(); // before the window of the log is replaced
    if (at + AHEAD > hits.length) {
      actions.searchMore();
    }
    const held = store.getState().windows.get(entry.conversation)?.entries ?? [];
    const isHeld = held.some(({id}) => id === entry.id);
    if (isHeld) {
      show(entry, at, origin);
      return;
    }
    const shown = actions.jump(entry.conversation, entry.id).then(isThere => {
      if (isThere && latest === entry && isWaitedFor()) {
        show(entry, at, origin);
      }
    });
    const isWaitedFor = waitFor(screenTexts.search.waitingForHit, shown);
  }

  function show(entry: EntryView, at: number, origin: Origin): void {
    const {open} = store.getState();
    modes.enter(VISIT, {entry, at, origin});
    if (open !== entry.conversation) {
      actions.open(entry.conversation);
    }
    centre(entry);
  }

  function here(): Origin {
    const {open, scrolls, windows} = store.getState();
    const scroll = scrolls.get(logOf(open)) ?? null;
    const entries = open === null ? [] : (windows.get(open)?.entries ?? []);
    const entry =
      scroll === null ? undefined : entries.find(held => compareOrder(held.order, scroll.order) >= 0);
    return {open, scroll, entry: entry ?? null};
  }

  /** As much stands above the message as below it. */
  function centre({conversation, id}: EntryView): void {
    const size = scrollingPart(layout());
    store.change(state => scrollTo(state, conversation, logView.centre(state, conversation, size, id)));
  }

  function end(): void {
    latest = null;
    if (modes.stateOf(VISIT) !== null) {
      modes.leave(VISIT);
      actions.endSearch();
    }
  }

  /** Back to where one was before the first hit. */
  function back({origin: {open, scroll, entry}}: Visit): void {
    end();
    if (open === null) {
      store.change(state => openConversation(state, null));
    } else if (entry === null) {
      actions.open(open);
      actions.latest(open);
    } else {
      const back = actions.jump(open, entry.id).then(() => {
        if (isWaitedFor()) {
          actions.open(open);
          store.change(state => scrollTo(state, open, scroll));
        }
      });
      const isWaitedFor = waitFor(screenTexts.search.wayBack, back);
    }
  }

  function perform(action: KeyAction, visit: Visit): boolean {
    switch (action) {
      case 'hit-next':
        go(visit.at + 1);
        return true;
      case 'hit-previous':
        go(visit.at - 1);
        return true;
      case 'escape':
        if (!isBarEmpty()) {
          return false;
        }
        back(visit);
        return true;
      default:
        return false;
    }
  }

  const isBarEmpty = () => bar.getState().editor.text === '';

  return {
    go,
    end,
    mode: {
      kind: VISIT,
      contexts: () => ['found', isBarEmpty() ? 'empty' : 'typing', 'always'],
      perform,
      hint: ({width, painter, keyMap, state}, visit) =>
        isBarEmpty() ? drawVisit(visit, state.found, keyMap, width, painter) : null,
    },
  };
}
