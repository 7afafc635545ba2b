import type {StoreApi} from 'zustand/vanilla';
import type {EntryId, EntryView} from '../../src/core/api.ts';
import type {AppStore} from '../../src/store/store.ts';
import {scrollTo} from '../../src/store/view.ts';
import type {ScreenActions} from '../actions.ts';
import type {Bar} from '../editor/bar.ts';
import type {Chord} from '../keys/chords.ts';
import {type Layout, scrollingPart} from '../layout.ts';
import type {LogView} from '../log/log-view.ts';
import type {UiState} from '../ui-state.ts';
import {findEmoji} from './emoji.ts';

export type SelectionOptions = {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly bar: Bar;
  readonly logView: LogView;
  readonly actions: ScreenActions;
  readonly layout: () => Layout;
};

/** The message that is chosen in the log, and what keys do to it. */
export type Selection = {
  /** Chooses the message before (-1) or after (1) the chosen one; the newest if none is. */
  readonly move: (by: 1 | -1) => void;
  readonly choose: (entry: EntryId) => void;
  readonly clear: () => void;
  /** Does what a chord means while a message is chosen. False: the chord means what it always does. */
  readonly press: (chord: Chord) => boolean;
};

/** What the letters do, as the hint says it. */
export const LETTERS = [
  ['r', 'reply'],
  ['e', 'edit'],
  ['d', 'delete'],
  ['x', 'react'],
  ['c', 'copy'],
  ['f', 'forward'],
  ['i', 'details'],
  ['q', 'quoted'],
] as const;

/** Makes the selection of one screen. */
export function createSelection(options: SelectionOptions): Selection {
  const {store, ui, bar, logView, actions, layout} = options;
  /** Where one was before jumping to a quoted message. */
  const trail: EntryId[] = [];

  const letters: Readonly<Record<string, (entry: EntryView) => void>> = {
    r: entry => compose('reply', entry),
    e: edit,
    d: remove,
    x: pick,
    '+': pick,
    c: entry => actions.copy(entry.text),
    f: forward,
    i: actions.showDetails,
    q: jumpToQuoted,
    b: jumpBack,
  };

  function entries(): readonly EntryView[] {
    const {open, windows} = store.getState();
    return (open === null ? undefined : windows.get(open)?.entries) ?? [];
  }

  function chosen(): EntryView | null {
    const {selected} = ui.getState();
    return entries().find(({id}) => id === selected) ?? null;
  }

  function move(by: 1 | -1): void {
    const all = entries();
    const at = all.findIndex(({id}) => id === ui.getState().selected);
    if (at === -1) {
      choose(all.at(-1)?.id ?? null);
      return;
    }
    const next = all[at + by];
    if (next !== undefined) {
      choose(next.id);
    } else if (by === 1) {
      clear();
    }
    const {open} = store.getState();
    if (by === -1 && at < 20 && open !== null) {
      actions.older(open);
    }
  }

  function choose(entry: EntryId | null): void {
    ui.setState({selected: entry, picker: null, deletes: false});
    const {open} = store.getState();
    if (entry !== null && open !== null) {
      const scroll = logView.reveal(store.getState(), open, scrollingPart(layout()), entry);
      store.change(state => scrollTo(state, open, scroll));
    }
  }

  function clear(): void {
    trail.length = 0;
    ui.setState({selected: null, picker: null, deletes: false});
  }

  function compose(kind: 'reply' | 'edit', entry: EntryView): void {
    clear();
    ui.setState({composing: {kind, entry}});
    if (kind === 'edit') {
      bar.setText(entry.text);
    }
  }

  function edit(entry: EntryView): void {
    if (entry.outgoing && !entry.deleted) {
      compose('edit', entry);
    } else {
      actions.tell('You can edit only what you wrote yourself.');
    }
  }

  /** Deleting is for good, on both sides: it takes the key twice. */
  function remove(entry: EntryView): void {
    if (!entry.outgoing) {
      actions.tell('You can delete only what you wrote yourself.');
    } else if (ui.getState().deletes) {
      clear();
      actions.remove(entry);
    } else {
      ui.setState({deletes: true});
    }
  }

  function pick(): void {
    ui.setState({picker: {typed: '', at: 0}});
  }

  function forward(entry: EntryView): void {
    clear();
    bar.setText(`/msg  ${entry.text}`);
    bar.press('move-line-start');
    for (let column = 0; column < '/msg '.length; column++) {
      bar.press('move-right');
    }
  }

  function jumpToQuoted(entry: EntryView): void {
    const target = entry.replyTo?.id;
    if (target === undefined) {
      actions.tell('This message answers to none.');
    } else if (entries().some(({id}) => id === target)) {
      trail.push(entry.id);
      choose(target);
    } else {
      actions.jump(entry.conversation, target);
    }
  }

  function jumpBack(): void {
    const back = trail.pop();
    if (back !== undefined) {
      choose(back);
    }
  }

  function inPicker(chord: Chord, entry: EntryView): boolean {
    const {picker} = ui.getState();
    if (picker === null) {
      return false;
    }
    const found = findEmoji(picker.typed);
    if ('text' in chord) {
      ui.setState({picker: {typed: picker.typed + chord.text, at: 0}});
      return true;
    }
    const step = {left: -1, right: 1, 'shift-tab': -1, tab: 1}[chord.name];
    if (step !== undefined && found.length > 0) {
      ui.setState({picker: {...picker, at: (picker.at + step + found.length) % found.length}});
    } else if (chord.name === 'backspace') {
      ui.setState({picker: {typed: picker.typed.slice(0, -1), at: 0}});
    } else if (chord.name === 'enter') {
      const emoji = found[picker.at];
      clear();
      if (emoji !== undefined) {
        actions.react(entry, emoji);
      }
    } else {
      ui.setState({picker: null});
    }
    return true;
  }

  function press(chord: Chord): boolean {
    const entry = chosen();
    if (entry === null) {
      return false;
    }
    if (inPicker(chord, entry)) {
      return true;
    }
    if ('text' in chord) {
      const perform = Object.hasOwn(letters, chord.text) ? letters[chord.text] : undefined;
      if (chord.text !== 'd') {
        ui.setState({deletes: false});
      }
      if (perform === undefined) {
        clear();
        return false; // somebody who types wants to write
      }
      perform(entry);
      return true;
    }
    switch (chord.name) {
      case 'up':
        move(-1);
        return true;
      case 'down':
        move(1);
        return true;
      case 'enter':
        compose('reply', entry);
        return true;
      case 'escape':
        clear();
        return true;
      default:
        return false;
    }
  }

  return {move, choose, clear, press};
}
