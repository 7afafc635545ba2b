import type {StoreApi} from 'zustand/vanilla';
import {findEmoji} from '../../src/commands/engine/emoji.ts';
import type {ConversationId, EntryId, EntryView} from '../../src/core/api/api.ts';
import type {AppStore} from '../../src/store/store.ts';
import {scrollTo} from '../../src/store/view.ts';
import type {ScreenActions} from '../base/actions.ts';
import {type Layout, scrollingPart} from '../base/layout.ts';
import type {Composing, UiState} from '../base/ui-state.ts';
import type {Bar} from '../input/input-line.ts';
import type {Chord} from '../keys/chords.ts';
import type {LogView} from '../log/log-view.ts';

export type SelectionOptions = {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly bar: Bar;
  readonly logView: LogView;
  readonly actions: ScreenActions;
  readonly layout: () => Layout;
  /** Keys wait until something has ended; tells whether they still do. */
  readonly waitFor: (label: string, ended: Promise<unknown>) => () => boolean;
};

/** The message that is chosen in the log, and what keys do to it. */
export type Selection = {
  /** Chooses the message before (-1) or after (1) the chosen one; the newest if none is. */
  readonly move: (by: 1 | -1) => void;
  readonly choose: (entry: EntryId) => void;
  readonly clear: () => void;
  /** Puts a message into the bar to be changed, if it is one's own and its conversation is open. */
  readonly edit: (entry: EntryView) => void;
  /** Does what a chord means while a message is chosen. False: the chord means what it always does. */
  readonly press: (chord: Chord) => boolean;
  /** Sends what is composed, unless the bar is empty. */
  readonly send: () => void;
  /** Composes nothing any more; an edited text gives way to what stood in the bar before it. */
  readonly cancel: () => void;
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

/** What cannot be done to a message that was deleted. */
const NEEDS_TEXT = new Set(['r', 'e', 'd', 'x', '+', 'c', 'f']);

/** Makes the selection of one screen. */
export function createSelection(options: SelectionOptions): Selection {
  const {store, ui, bar, logView, actions, layout, waitFor} = options;
  /** Where one was before jumping to a quoted message. */
  const trail: EntryId[] = [];
  /** The window is replaced by one around another message. */
  let isJumping = false;

  store.subscribe((state, before) => {
    const {selected, composing} = ui.getState();
    if (state.open !== before.open && (selected !== null || composing !== null)) {
      clear();
      cancel();
    } else if (selected !== null && !isJumping && state.windows !== before.windows && chosen() === null) {
      clear();
    }
  });

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
    cancel();
    ui.setState({composing: {kind, entry, before: bar.getState().editor.text}});
    if (kind === 'edit') {
      bar.setText(entry.text);
    }
  }

  function cancel(): void {
    const {composing} = ui.getState();
    ui.setState({composing: null});
    if (composing?.kind === 'edit') {
      bar.setText(composing.before);
    }
  }

  function send(): void {
    const {composing} = ui.getState();
    if (composing === null || bar.getState().editor.text.trim() === '') {
      return;
    }
    ui.setState({composing: null});
    const text = bar.take();
    const sent = actions.compose(composing, text);
    const left = composing.kind === 'edit' ? composing.before : '';
    bar.setText(left);
    void sent.then(isSent => {
      if (!isSent && bar.getState().editor.text === left) {
        composeAgain(composing, text);
      }
    });
  }

  /** What was refused must not be sent as a new message by the next Enter. */
  function composeAgain(composing: Composing, text: string): void {
    const isThere = store.getState().open === composing.entry.conversation;
    if (isThere && ui.getState().composing === null) {
      ui.setState({composing});
      bar.setText(text);
    }
  }

  function edit(entry: EntryView): void {
    if (entry.conversation !== store.getState().open) {
      return; // whoever asked went somewhere else meanwhile
    }
    if (entry.outgoing) {
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
    } else {
      goTo(entry.conversation, target, () => trail.push(entry.id));
    }
  }

  /** What is not loaded takes a moment; whoever went somewhere else meanwhile stays there. */
  function goTo(conversation: ConversationId, target: EntryId, arrived: () => void): void {
    if (entries().some(({id}) => id === target)) {
      arrived();
      choose(target);
      return;
    }
    const {selected} = ui.getState();
    isJumping = true;
    const jumped = actions.jump(conversation, target).then(found => {
      isJumping = false;
      if (
        found &&
        isWaitedFor() &&
        ui.getState().selected === selected &&
        store.getState().open === conversation
      ) {
        arrived();
        choose(target);
      }
    });
    const isWaitedFor = waitFor('that message', jumped);
  }

  function jumpBack(): void {
    const back = trail.at(-1);
    const {open} = store.getState();
    if (back !== undefined && open !== null) {
      goTo(open, back, () => trail.pop());
    }
  }

  /** The same reaction again takes it back. */
  function hasOwn({reactions}: EntryView, emoji: string): boolean {
    const self = store.getState().self?.key ?? '';
    return reactions.some(reaction => reaction.emoji === emoji && reaction.authors.includes(self));
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
      if (emoji !== undefined) {
        clear();
        actions.react(entry, hasOwn(entry, emoji) ? null : emoji);
      }
    } else if (chord.name === 'ctrl-l' || chord.name === 'ctrl-z') {
      return false;
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
      if (entry.deleted && NEEDS_TEXT.has(chord.text)) {
        actions.tell('That message was deleted.');
        return true;
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
        return press({text: 'r'});
      case 'escape':
        clear();
        return true;
      default:
        return false;
    }
  }

  return {move, choose, clear, edit, press, send, cancel};
}
