import type {ConversationId, EntryId, EntryView} from '../../src/core/api/api.ts';
import {shorten} from '../../src/lib/text/shorten.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {inLog} from '../../src/store/state.ts';
import type {AppStore} from '../../src/store/store.ts';
import {scrollTo} from '../../src/store/view.ts';
import {isBeyond} from '../../src/store/windows.ts';
import type {ScreenActions} from '../base/actions.ts';
import {type Layout, scrollingPart} from '../base/layout.ts';
import {CONFIRM} from '../dialogs/confirm.ts';
import {COMPOSE, type Compose} from '../input/compose.ts';
import {isBarAction} from '../input/edits.ts';
import type {KeyAction} from '../keys/key-map.ts';
import type {Mode} from '../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {asDeleted} from '../log/items.ts';
import {linksOf, linkTarget} from '../log/links.ts';
import type {LogView} from '../log/log-view.ts';
import {openForward} from '../pages/palette/palette.ts';
import {drawSelectionHint} from './hint.ts';
import {LINK_CHOICE} from './link-choice.ts';
import {PICKER} from './picker.ts';

/** The message that is chosen in the log. */
export const SELECTION: ModeKind<EntryId> = {
  name: 'selection',
  level: LEVEL.choose,
  coversLog: false,
  text: 'none',
  note: screenTexts.selection.note,
};

export type SelectionOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly logView: LogView;
  readonly actions: ScreenActions;
  readonly compose: Compose;
  readonly layout: () => Layout;
  /** Keys wait until something has ended; tells whether they still do. */
  readonly waitFor: (label: string, ended: Promise<unknown>) => () => boolean;
};

/** Chooses messages in the log. */
export type Selection = {
  readonly mode: Mode<EntryId>;
  /** Chooses the message before (-1) or after (1) the chosen one; the newest if none is. */
  readonly move: (by: 1 | -1) => void;
  readonly choose: (entry: EntryId) => void;
  readonly clear: () => void;
  /** Puts a message into the bar to be changed, if it is one's own and its conversation is open. */
  readonly edit: (entry: EntryView) => void;
  /** The same of the newest message of one's own that is loaded. */
  readonly editLast: () => void;
  /** Asks whether a message should be deleted, if it is one's own and its conversation is open. */
  readonly askToDelete: (entry: EntryView) => void;
};

/** Graphemes of a message that tell which one it is. */
const GLANCE = 16;
/** A digit says which one is meant. */
const MOST_LINKS = 9;

/** What cannot be done to a message that was deleted. */
const NEEDS_TEXT: ReadonlySet<KeyAction> = new Set<KeyAction>([
  'message-reply',
  'message-edit',
  'message-delete',
  'message-react',
  'message-copy',
  'message-forward',
  'message-open',
  'message-copy-link',
]);

/** Creates the selection of one screen. */
export function createSelection(options: SelectionOptions): Selection {
  const {store, modes, logView, actions, compose, layout, waitFor} = options;
  /** Where one was before jumping to a quoted message. */
  const jumpStack: EntryId[] = [];
  /** The window is replaced by one around another message. */
  let isJumping = false;
  /** The chosen message as it was last seen: it stays chosen where reading on has put it out of the window. */
  let known: EntryView | null = null;

  store.subscribe((state, before) => {
    const selected = modes.stateOf(SELECTION);
    if (state.open !== before.open && (selected !== null || modes.stateOf(COMPOSE) !== null)) {
      clear();
      compose.cancel();
    } else if (selected !== null && !isJumping && state.windows !== before.windows && chosen() === null) {
      clear();
    }
  });

  const handlers: Partial<Record<KeyAction, (entry: EntryView) => void>> = {
    'message-reply': entry => start('reply', entry),
    'message-edit': edit,
    'message-delete': entry => remove(entry),
    'message-react': entry => modes.enter(PICKER, {entry, typed: '', at: 0}),
    'message-copy': entry => {
      clear();
      actions.copy(entry.text);
    },
    'message-forward': entry => {
      clear();
      openForward(modes, entry);
    },
    'message-open': entry => withLink(entry, actions.openLink),
    'message-copy-link': entry => withLink(entry, actions.copy),
    'message-details': actions.showDetails,
    'message-quoted': jumpToQuoted,
    'message-back': jumpBack,
    'message-up': () => move(-1),
    'message-down': () => move(1),
    escape: clear,
  };

  function entries(): readonly EntryView[] {
    const {open, windows, deleting} = store.getState();
    const loaded = (open === null ? undefined : windows.get(open)?.entries) ?? [];
    return deleting.size === 0 ? loaded : loaded.map(entry => asDeleted(entry, deleting));
  }

  function chosen(): EntryView | null {
    const selected = modes.stateOf(SELECTION);
    const found = entries().find(({id}) => id === selected);
    if (found !== undefined) {
      known = found;
      return found;
    }
    const window = inLog(store.getState().windows, known?.conversation ?? null);
    const isCut = known?.id === selected && window !== undefined && isBeyond(window, known.order);
    return isCut ? known : null;
  }

  function move(by: 1 | -1): void {
    const all = entries();
    const at = all.findIndex(({id}) => id === modes.stateOf(SELECTION));
    const far = at === -1 ? chosen() : null;
    if (far !== null) {
      goTo(far.conversation, far.id, () => {});
      return;
    }
    if (at === -1) {
      const newest = all.at(-1);
      if (newest !== undefined) {
        choose(newest.id);
      }
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

  function choose(entry: EntryId): void {
    modes.leave(PICKER, CONFIRM, LINK_CHOICE);
    modes.enter(SELECTION, entry);
    chosen();
    const {open} = store.getState();
    if (open !== null) {
      const scroll = logView.reveal(store.getState(), open, scrollingPart(layout()), entry);
      store.change(state => scrollTo(state, open, scroll));
    }
  }

  function clear(): void {
    jumpStack.length = 0;
    modes.leave(SELECTION, PICKER, CONFIRM, LINK_CHOICE);
  }

  function start(kind: 'reply' | 'edit', entry: EntryView): void {
    clear();
    compose.start(kind, entry);
  }

  function edit(entry: EntryView): void {
    if (entry.conversation !== store.getState().open) {
      return; // whoever asked went somewhere else meanwhile
    }
    if (entry.outgoing) {
      start('edit', entry);
    } else {
      actions.tell(screenTexts.selection.notYoursToEdit);
    }
  }

  function editLast(): void {
    const newest = entries().findLast(({outgoing, deleted}) => outgoing && !deleted);
    if (newest === undefined) {
      actions.tell(screenTexts.selection.nothingToEdit);
    } else {
      start('edit', newest);
    }
  }

  /** The message that is asked about is chosen, so that it can be seen; one that is not loaded is only named. */
  function askToDelete(entry: EntryView): void {
    if (entry.conversation !== store.getState().open) {
      return;
    }
    if (entry.outgoing && entries().some(({id}) => id === entry.id)) {
      choose(entry.id);
    }
    remove(entry, clear); // whoever entered a command goes on writing
  }

  /** Deleting is for good, on both sides. */
  function remove(entry: EntryView, onNo = () => {}): void {
    if (!entry.outgoing) {
      actions.tell(screenTexts.selection.notYoursToDelete);
      return;
    }
    modes.enter(CONFIRM, {
      text: screenTexts.selection.deleteQuestion(shorten(entry.text, GLANCE)),
      onYes() {
        clear();
        actions.remove(entry);
      },
      onNo,
    });
  }

  /** Does something with the link of a message; of several its reader chooses one. */
  function withLink({text}: EntryView, act: (link: string) => void): void {
    const links = linksOf(text).flatMap(({from, to}) => linkTarget(text.slice(from, to)) ?? []);
    const onChosen = (link: string) => {
      clear();
      act(link);
    };
    const [only, ...more] = new Set(links);
    if (only === undefined) {
      actions.tell(screenTexts.selection.noLink);
    } else if (more.length === 0) {
      onChosen(only);
    } else {
      modes.enter(LINK_CHOICE, {links: [only, ...more].slice(0, MOST_LINKS), onChosen});
    }
  }

  function jumpToQuoted(entry: EntryView): void {
    const target = entry.replyTo?.id;
    if (target === undefined) {
      actions.tell(screenTexts.selection.noReply);
    } else {
      goTo(entry.conversation, target, () => jumpStack.push(entry.id));
    }
  }

  /** What is not loaded takes a moment; whoever went somewhere else meanwhile stays there. */
  function goTo(conversation: ConversationId, target: EntryId, arrived: () => void): void {
    if (entries().some(({id}) => id === target)) {
      arrived();
      choose(target);
      return;
    }
    const selected = modes.stateOf(SELECTION);
    isJumping = true;
    const jumped = actions.jump(conversation, target).then(found => {
      isJumping = false;
      if (
        found &&
        isWaitedFor() &&
        modes.stateOf(SELECTION) === selected &&
        store.getState().open === conversation
      ) {
        arrived();
        choose(target);
      }
    });
    const isWaitedFor = waitFor(screenTexts.selection.waitingForMessage, jumped);
  }

  function jumpBack(): void {
    const back = jumpStack.at(-1);
    const {open} = store.getState();
    if (back !== undefined && open !== null) {
      goTo(open, back, () => jumpStack.pop());
    }
  }

  function perform(action: KeyAction): boolean {
    const entry = chosen();
    const act = handlers[action];
    if (entry === null || act === undefined) {
      return isBarAction(action); // the bar takes nothing now
    }
    if (entry.deleted && NEEDS_TEXT.has(action)) {
      actions.tell(screenTexts.selection.deleted);
    } else {
      act(entry);
    }
    return true;
  }

  return {
    move,
    choose,
    clear,
    edit,
    editLast,
    askToDelete,
    mode: {
      kind: SELECTION,
      contexts: () => ['message', 'always'],
      perform,
      paste() {
        clear();
        return false; // a paste is no row of keys
      },
      hint: look => drawSelectionHint(look, chosen(), jumpStack.length > 0),
    },
  };
}
