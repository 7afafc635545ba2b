import type {StoreApi} from 'zustand/vanilla';
import type {EntryView} from '../../../src/core/api/api.ts';
import {compareOrder} from '../../../src/lib/order.ts';
import type {AppStore} from '../../../src/store/store.ts';
import {logOf, openConversation, scrollTo} from '../../../src/store/view.ts';
import type {ScreenActions} from '../../base/actions.ts';
import {type Layout, scrollingPart} from '../../base/layout.ts';
import type {UiState} from '../../base/ui-state.ts';
import type {Bar} from '../../input/input-line.ts';
import type {Chord} from '../../keys/chords.ts';
import {actionFor, type KeyBinding} from '../../keys/key-map.ts';
import type {LogView} from '../../log/log-view.ts';
import type {Origin, Visit} from './hit.ts';

export type VisitsOptions = {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly bar: Bar;
  readonly logView: LogView;
  readonly actions: Pick<ScreenActions, 'jump' | 'open' | 'latest' | 'searchMore' | 'endSearch'>;
  readonly keyMap: () => readonly KeyBinding[];
  readonly layout: () => Layout;
  /** Keys wait until something has ended; tells whether they still do. */
  readonly waitFor: (label: string, ended: Promise<unknown>) => () => boolean;
};

/** Goes from hit to hit in the logs, and back to where one was. */
export type Visits = {
  /** Shows a hit in its conversation. */
  readonly go: (at: number) => void;
  /** Does what a chord means while a hit is shown. False: it means what it always does. */
  readonly press: (chord: Chord) => boolean;
  /** No hit is shown any more. */
  readonly end: () => void;
};

/** A page of hits is asked for when so many are left. */
const AHEAD = 10;

/** Makes the visits of one screen. */
export function createVisits(options: VisitsOptions): Visits {
  const {store, ui, bar, logView, actions, keyMap, layout, waitFor} = options;
  /** The last hit that was asked for: one that arrives later than another is not shown any more. */
  let latest: EntryView | null = null;

  store.subscribe(({open}, before) => {
    const {visit} = ui.getState();
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
    const origin = ui.getState().visit?.origin ?? here(); // before the window of the log is replaced
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
    const isWaitedFor = waitFor('the message that was found', shown);
  }

  function show(entry: EntryView, at: number, origin: Origin): void {
    const {open} = store.getState();
    ui.setState({visit: {entry, at, origin}, selected: null});
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
    if (ui.getState().visit !== null) {
      ui.setState({visit: null});
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
      const isWaitedFor = waitFor('the way back', back);
    }
  }

  function press(chord: Chord): boolean {
    const {visit} = ui.getState();
    if (visit === null || bar.getState().editor.text !== '' || ui.getState().composing !== null) {
      return false;
    }
    const name = 'text' in chord ? chord.text : chord.name;
    const step = actionFor(keyMap(), name, 'found');
    if (step === 'hit-next' || step === 'hit-previous') {
      go(visit.at + (step === 'hit-next' ? 1 : -1));
      return true;
    }
    if ('name' in chord && actionFor(keyMap(), name, 'empty') === 'escape') {
      back(visit);
      return true;
    }
    return false;
  }

  return {go, press, end};
}
