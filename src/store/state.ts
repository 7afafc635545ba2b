import {type ClientState, initialClientState} from '../client/client-state.ts';
import type {
  ConversationId,
  EntryId,
  EntryOrder,
  EntryView,
  PeerKey,
  PeerView,
  RoomView,
} from '../core/api/api.ts';
import {partnerOf} from '../lib/conversation.ts';
import type {HintName} from '../lib/hints.ts';
import {roomName} from '../lib/room-names.ts';
import type {SafeText} from '../lib/text/safe-text.ts';

/** The page that is shown while no conversation is open. Its log is natter's own: what natter said, and what belongs to nobody. */
export const START_PAGE = '';
/** A conversation, or the start page. */
export type LogId = ConversationId | typeof START_PAGE;

/**
 * What the screen holds of one conversation: consecutive entries around the place that is read, in display
 * order. The rest stays in the database.
 */
export type LogWindow = {
  readonly entries: readonly EntryView[];
  /** Older entries exist before the first one. */
  readonly olderExist: boolean;
  /** The newest entry is in the window; entries that arrive are added to it. */
  readonly atEnd: boolean;
  /** Counts entries that arrived beyond a window that was not at the end. */
  readonly missed: number;
  /** The first page has not come yet. */
  readonly loading: boolean;
};

/** Where the log is read: at its end, or with this row on top. */
export type Scroll = {
  /** The entry, notice or separator on top, and which of its rows. */
  readonly item: string;
  readonly row: number;
  /** The place of that item, to keep it in the window. */
  readonly order: EntryOrder;
};

export type NoticeKind = 'notice' | 'error' | 'alarm';

/** Something the program said; it lives as long as the program. */
export type Notice = {
  readonly id: number;
  /** An alarm is about trust: it must not be overlooked. */
  readonly kind: NoticeKind;
  readonly text: SafeText;
  readonly time: number;
  /** The peer whose presence it tells: a newer one about the same peer replaces it. Null: the words alone count. */
  readonly topic: PeerKey | null;
  /** Notices that this one stands for. */
  readonly count: number;
  /** It stands behind this entry; `null`: before all, `'unplaced'`: the log was not loaded when it came. */
  readonly after: EntryOrder | null | 'unplaced';
};

/** What natter said last, as the status line shows it. */
export type Answer = {
  readonly kind: NoticeKind;
  readonly text: SafeText;
  /** It was said so many times in a row. */
  readonly count: number;
  /** When it was said. */
  readonly at: number;
};

/** A log starts behind this entry and this notice. */
export type Cleared = {readonly order: EntryOrder; readonly notice: number};

/** What is searched for, and where; null is everywhere. */
export type Wanted = {readonly text: string; readonly conversation: ConversationId | null};

/** What a search found so far, the newest first. */
export type Found = {
  readonly wanted: Wanted;
  readonly hits: readonly EntryView[];
  /** There may be more. */
  readonly more: boolean;
  /** An answer is under way. The hits of what was wanted before stay until it comes. */
  readonly busy: boolean;
};

/** What was said last in a conversation, at a glance. */
export type LastWords = {
  readonly id: EntryId;
  readonly order: EntryOrder;
  readonly outgoing: boolean;
  /** Empty if it was deleted. */
  readonly text: SafeText;
};

/** All that the screen shows, as facts: what every front end knows, and what only the screen keeps. */
export type AppState = ClientState & {
  /** Conversations with something unread that names us; as far as it came while the program ran. */
  readonly mentioned: ReadonlySet<ConversationId>;
  /** Only conversations that were open lately; the most recent one last. */
  readonly windows: ReadonlyMap<ConversationId, LogWindow>;
  readonly notices: ReadonlyMap<LogId, readonly Notice[]>;
  readonly open: ConversationId | null;
  /** The conversation open before this one. */
  readonly previous: ConversationId | null;
  /** A conversation that something else than a key would have opened: Enter does, once nothing is being typed. */
  readonly offered: ConversationId | null;
  /** The conversation chosen in the list. */
  readonly selected: ConversationId | null;
  /** A log without an entry here is read at its end. */
  readonly scrolls: ReadonlyMap<LogId, Scroll>;
  /** Where the "new" line stands in the open conversation: above the entry at this place; null if there is none. */
  readonly newFrom: EntryOrder | null;
  /** What is not shown of logs that their reader cleared. */
  readonly cleared: ReadonlyMap<LogId, Cleared>;
  readonly drafts: ReadonlyMap<LogId, string>;
  /** What was said last, where that is known. */
  readonly lastWords: ReadonlyMap<ConversationId, LastWords>;
  /** Messages that are about to be deleted, and shown as if they were. */
  readonly deleting: ReadonlySet<EntryId>;
  /** What a search found; null while nothing is searched for. */
  readonly found: Found | null;
  /** The latest answer, for a while or until the next line is entered. */
  readonly answer: Answer | null;
  /** What is told of a feature that was just met, and since when (milliseconds); null if nothing is. */
  readonly hint: {readonly name: HintName; readonly at: number} | null;
  /** The number of the next notice. */
  readonly nextNotice: number;
};

export const initialState: AppState = {
  ...initialClientState,
  mentioned: new Set(),
  windows: new Map(),
  notices: new Map(),
  open: null,
  previous: null,
  offered: null,
  selected: null,
  scrolls: new Map(),
  newFrom: null,
  cleared: new Map(),
  drafts: new Map(),
  lastWords: new Map(),
  deleting: new Set(),
  found: null,
  answer: null,
  hint: null,
  nextNotice: 1,
};

/** What a map holds for a log; nothing for the start page, or null. */
export function inLog<T>(map: ReadonlyMap<ConversationId, T>, log: LogId | null): T | undefined {
  return log === null || log === START_PAGE ? undefined : map.get(log);
}

/** The owner of the log; null on the start page. */
export function peerIn({peers}: Pick<AppState, 'peers'>, log: LogId | null): PeerView | undefined {
  const key = log === null || log === START_PAGE ? null : partnerOf(log);
  return key === null ? undefined : peers.get(key);
}

/** What the conversation of a log is called; null if it is the start page, or nobody's. */
export function nameIn(state: Pick<AppState, 'peers' | 'conversations'>, log: LogId | null): SafeText | null {
  const room = inLog(state.conversations, log);
  return room === undefined || room.room === null
    ? (peerIn(state, log)?.name ?? null)
    : roomName(room, state.conversations.values());
}

/** The room of a log; null if it is none. */
export function roomIn({conversations}: Pick<AppState, 'conversations'>, log: LogId | null): RoomView | null {
  return inLog(conversations, log)?.room ?? null;
}
