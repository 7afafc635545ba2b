/** What the user does to the view, as changes of state. Nothing here leaves the screen. */
import type {ConversationId, Draft, EntryView, HistoryPage} from '../core/api/api.ts';
import {withEntry, withoutEntry} from '../lib/collections.ts';
import {BEFORE_ALL} from '../lib/order.ts';
import {newLineIn} from './new-line.ts';
import {placeNotices, shownLog} from './notices.ts';
import {type AppState, inLog, type LogId, type LogWindow, type Scroll, START_PAGE} from './state.ts';
import {addNewer, addOlder, emptyWindow, MAX_WINDOWS} from './windows.ts';

/** Opens a conversation, or with null the start page. The "new" line stands above what is unread. */
export function openConversation(state: AppState, conversation: ConversationId | null): AppState {
  if (conversation === null || conversation === state.open) {
    return {...state, open: conversation, previous: conversation === null ? state.open : state.previous};
  }
  const view = state.conversations.get(conversation);
  return keepFewWindows({
    ...state,
    open: conversation,
    previous: state.open,
    offered: state.offered === conversation ? null : state.offered,
    selected: conversation,
    newFrom: newLineIn(view),
    windows: moveToEnd(state.windows, conversation),
  });
}

/** Lets the user open a conversation with Enter, if it is not open: nobody is taken away from what they do. */
export function offerConversation(state: AppState, conversation: ConversationId): AppState {
  return state.open === conversation ? state : {...state, offered: conversation};
}

/** The window of a conversation, or null while none is loaded. */
export function windowOf(state: AppState, log: LogId): LogWindow | null {
  return inLog(state.windows, log) ?? null;
}

/** Replaces a window by an empty one that waits for its first page, at either end of the log. */
export function startWindow(state: AppState, conversation: ConversationId, from: 'start' | 'end'): AppState {
  const window = {...emptyWindow, atEnd: from === 'end', olderExist: from === 'end'};
  return keepFewWindows({...state, windows: withEntry(state.windows, conversation, window)});
}

/** Replaces a window by one of a single entry, which grows from there in both directions. */
export function startWindowAt(state: AppState, entry: EntryView): AppState {
  const window = {...emptyWindow, entries: [entry], atEnd: false};
  const started = keepFewWindows({...state, windows: withEntry(state.windows, entry.conversation, window)});
  return scrollTo(unclearLog(started, entry.conversation), entry.conversation, {
    item: entry.id,
    row: 0,
    order: entry.order,
  });
}

/** Takes a page of older entries, also the first one of a conversation. */
export function takeOlder(state: AppState, conversation: ConversationId, page: HistoryPage): AppState {
  return takePage(state, conversation, window => addOlder(window, page));
}

/** Takes a page of newer entries; see `addNewer`. */
export function takeNewer(
  state: AppState,
  conversation: ConversationId,
  page: HistoryPage,
  missedBefore: number,
): AppState {
  return takePage(state, conversation, window => addNewer(window, page, missedBefore));
}

/** Reads a log at another place; null is its end. */
export function scrollTo(state: AppState, log: LogId, scroll: Scroll | null): AppState {
  const scrolls = scroll === null ? withoutEntry(state.scrolls, log) : withEntry(state.scrolls, log, scroll);
  return scrolls === state.scrolls ? state : {...state, scrolls};
}

/** Empties what is shown of the open log; the history stays in the database. */
export function clearLog(state: AppState): AppState {
  const log = shownLog(state);
  const order = inLog(state.windows, log)?.entries.at(-1)?.order ?? BEFORE_ALL;
  const cleared = withEntry(state.cleared, log, {order, notice: state.nextNotice - 1});
  return scrollTo({...state, cleared}, log, null);
}

/** Shows again what was cleared. */
export function unclearLog(state: AppState, log: LogId): AppState {
  return {...state, cleared: withoutEntry(state.cleared, log)};
}

/** Takes the drafts of former runs, where nothing was typed since. */
export function takeDrafts(state: AppState, drafts: readonly Draft[]): AppState {
  const known = new Map(drafts.map(({conversation, text}) => [conversation, text]));
  return {...state, drafts: new Map([...known, ...state.drafts])};
}

/** Keeps what was typed but not sent. */
export function keepDraft(state: AppState, log: LogId, draft: string): AppState {
  const drafts = draft === '' ? withoutEntry(state.drafts, log) : withEntry(state.drafts, log, draft);
  return drafts === state.drafts ? state : {...state, drafts};
}

function takePage(
  state: AppState,
  conversation: ConversationId,
  change: (window: LogWindow) => LogWindow,
): AppState {
  const window = state.windows.get(conversation);
  if (window === undefined) {
    return state; // dropped while the page was under way
  }
  const changed = change(window);
  const taken = {...state, windows: withEntry(state.windows, conversation, changed)};
  return changed.atEnd ? placeNotices(taken, conversation, changed.entries) : taken;
}

/** The conversation opened last is the last key, so that the first ones can go. */
function moveToEnd<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const value = map.get(key);
  return value === undefined ? map : withEntry(withoutEntry(map, key), key, value);
}

function keepFewWindows(state: AppState): AppState {
  const excess = [...state.windows.keys()].slice(0, -MAX_WINDOWS).filter(key => key !== state.open);
  if (excess.length === 0) {
    return state;
  }
  const windows = new Map(state.windows);
  const scrolls = new Map(state.scrolls);
  for (const key of excess) {
    windows.delete(key);
    scrolls.delete(key);
  }
  return {...state, windows, scrolls};
}

/** The log that a scroll or a draft belongs to. */
export const logOf = (conversation: ConversationId | null): LogId => conversation ?? START_PAGE;
