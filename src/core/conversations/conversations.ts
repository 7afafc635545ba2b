import {entryId, entryIdsIn, parseEntryId} from '../../identity/entry-id.ts';
import {shortId} from '../../identity/short-id.ts';
import {isRoom, peerOf, recipientsOf} from '../../lib/conversation.ts';
import {NatterError} from '../../lib/errors.ts';
import {type SafeText, storedText} from '../../lib/text/safe-text.ts';
import {searchWords} from '../../lib/text/search-words.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import {describeDuration} from '../../lib/time/duration.ts';
import {messageTag, type Tracer} from '../../lib/trace.ts';
import type {ConversationRow, Database, EntryName, EntryRow, ExpiredEntry} from '../../storage/types.ts';
import type {
  ArrivedPage,
  ConversationId,
  ConversationView,
  DeliveryState,
  EntryChange,
  EntryId,
  EntryOrder,
  EntryView,
  HistoryPage,
  Listing,
  PeerKey,
  Query,
  ReceiptView,
  RoomView,
  SearchPage,
} from '../api/api.ts';
import type {EventQueue} from '../event-queue.ts';
import type {Delivery} from '../sync/delivery.ts';
import type {SequenceRange} from '../sync/machine-types.ts';
import {isMessage, isSetting} from './entry-kinds.ts';
import {createEntryViews, single} from './entry-view.ts';
import {createRenumbering, type Renumbering} from './renumbering.ts';

/** An event names at most so many entries. */
const IDS_PER_EVENT = 1000;
/** A page of a search has at most so many. */
const MAX_HITS = 500;
/** The same of what came in. */
const MAX_ARRIVED = 500;

/** What is known of rooms apart from what was said in them. */
export type RoomFacts = {
  /** Members beside ourselves. */
  readonly participants: (room: ConversationId) => readonly PeerKey[];
  /** Those who are or were members. */
  readonly authors: (room: ConversationId) => readonly PeerKey[];
  readonly view: (room: ConversationId) => RoomView | null;
  readonly state: (room: ConversationId, epoch: number, sequence: number) => DeliveryState;
  readonly receipts: (room: ConversationId, epoch: number, sequence: number) => readonly ReceiptView[];
};

/** What was said, as others see it: views of rows, pages of history, and the events about them. */
export type Conversations = {
  readonly views: () => ConversationView[];
  /** Throws `NO_CONVERSATION`. */
  readonly conversation: (id: ConversationId) => ConversationView;
  readonly view: (row: EntryRow) => EntryView;
  /** The same of an entry that was written this moment. */
  readonly viewNew: (row: EntryRow) => EntryView;
  /** The message with an id, a deleted one too; null if it is not here. */
  readonly find: (id: ConversationId, entry: EntryId) => EntryRow | null;
  /** Who has an own message, and who has read it. */
  readonly receipts: (id: ConversationId, entry: EntryId) => readonly ReceiptView[];
  readonly before: (id: ConversationId, before: EntryOrder | null, limit: number) => HistoryPage;
  readonly after: (id: ConversationId, after: EntryOrder, limit: number) => HistoryPage;
  /** What came in behind a row, as it was stored. */
  readonly arrivedAfter: (row: number, limit: number) => ArrivedPage;
  readonly search: (wanted: Extract<Query, {type: 'search'}>) => SearchPage;
  /** Notes that the user has seen some entries. Ids that mean nothing here are passed over. */
  readonly markRead: (id: ConversationId, entries: readonly EntryId[]) => void;
  /** Mutes until a wall time in milliseconds, or (null) until the user ends it. */
  readonly mute: (id: ConversationId, muted: boolean, until: number | null) => ConversationView;
  /** Tells of conversations that are not muted any more. */
  readonly muteEnded: (rows: readonly ConversationRow[]) => void;
  readonly list: (id: ConversationId, listing: Listing) => ConversationView;
  readonly wrote: (id: ConversationId, rows: readonly EntryRow[]) => void;
  readonly received: (id: ConversationId, rows: readonly EntryRow[]) => void;
  /** Something about a conversation is other than before. */
  readonly changed: (id: ConversationId) => void;
  /** Messages look otherwise now, though nobody wrote an entry about them. */
  readonly changedLook: (id: ConversationId, rows: readonly EntryRow[]) => void;
  readonly disappeared: (entries: readonly ExpiredEntry[]) => void;
  readonly changedState: (id: ConversationId, range: SequenceRange, state: DeliveryState) => void;
  /** What happens to own entries that get other places. */
  readonly renumbering: Renumbering;
};

/** Creates the conversations over a database. */
export function createConversations(options: {
  readonly tracer: Tracer;
  readonly database: Database;
  readonly delivery: Delivery;
  readonly events: EventQueue;
  readonly selfKey: PeerKey;
  /** How a peer, or a room, is called now. */
  readonly nameOf: (id: ConversationId) => SafeText;
  readonly rooms: RoomFacts;
}): Conversations {
  const {tracer, database, delivery, events, selfKey, rooms} = options;
  const entryViews = createEntryViews(database, (id, epoch, sequence) =>
    isRoom(id) ? rooms.state(id, epoch, sequence) : delivery.state(id, epoch, sequence),
  );

  /** Tells of new entries, then of the older ones that look different because of them. */
  function added(id: ConversationId, rows: readonly EntryRow[]): void {
    const shown = rows.filter(isMessage);
    if (shown.length > 0) {
      events.push({type: 'entries-added', conversation: id, entries: entryViews.now(shown)});
    }
    const known = new Set(shown.map(row => row.row));
    const targets = database.targets(rows).filter(target => !known.has(target.row));
    if (targets.length > 0) {
      const entries = entryViews.now(targets);
      const isTarget = new Set(entries.map(entry => entry.id));
      const changes = rows.flatMap(changeOf).filter(({entry}) => isTarget.has(entry));
      events.push({type: 'entries-changed', conversation: id, entries, changes});
    }
    if (shown.length > 0 || rows.some(isSetting)) {
      changed(id);
    }
  }

  function traceEntries(what: string, id: ConversationId, rows: readonly EntryRow[]): void {
    if (tracer.trace) {
      for (const {epoch, sequence, kind} of rows) {
        tracer.trace(what, {...whereOf(id), message: messageTag(epoch, sequence), kind});
      }
    }
  }

  /** What a new entry does to the one it points at; one without effect has become `gone`. */
  function changeOf({kind, author, body, target}: EntryRow): EntryChange[] {
    if (target === null || (kind !== 'edit' && kind !== 'delete' && kind !== 'reaction')) {
      return [];
    }
    const entry = entryId(target.author, target.epoch, target.sequence);
    return [{entry, kind, author, emoji: kind === 'reaction' && body !== '' ? storedText(body) : null}];
  }

  function changed(id: ConversationId): void {
    const row = database.conversation(id);
    if (row !== null) {
      told(row);
    }
  }

  function told(row: ConversationRow): ConversationView {
    const conversation = conversationView(row);
    events.push({type: 'conversation-changed', conversation});
    return conversation;
  }

  function removed(id: ConversationId, entries: readonly EntryName[]): void {
    for (let start = 0; start < entries.length; start += IDS_PER_EVENT) {
      const ids = entries.slice(start, start + IDS_PER_EVENT).map(idOf);
      events.push({type: 'entries-removed', conversation: id, ids});
    }
  }

  /** The user has to know what becomes of what they write. */
  function tellOfSetting(id: ConversationId): void {
    const name = options.nameOf(id);
    const seconds = database.conversation(id)?.expiry ?? null;
    const text =
      seconds === null ? coreTexts.expiry.off(name) : coreTexts.expiry.on(name, describeDuration(seconds));
    events.push({type: 'notice', text, conversation: id});
  }

  /** Nobody must believe that something arrived which did not. */
  function tellOfUndelivered(id: ConversationId, count: number): void {
    if (count > 0) {
      const name = options.nameOf(id);
      const text =
        count === 1 ? coreTexts.expiry.oneUndelivered(name) : coreTexts.expiry.undelivered(count, name);
      events.push({type: 'notice', text, conversation: id});
    }
  }

  return {
    renumbering: createRenumbering({database, delivery, events, viewsOf: entryViews.now}),
    views: () => database.conversations().map(conversationView),
    conversation(id) {
      const row = database.conversation(id);
      if (row === null) {
        throw new NatterError('NO_CONVERSATION', coreTexts.conversations.unknown);
      }
      return conversationView(row);
    },
    view: row => single(entryViews.now([row])),
    viewNew: entryViews.viewNew,
    find(id, entry) {
      const name = namesIn(id)(entry);
      return name === null ? null : database.entryAt(id, name);
    },
    receipts(id, entry) {
      const name = namesIn(id)(entry);
      if (name === null || name.author !== selfKey) {
        return [];
      }
      return isRoom(id)
        ? rooms.receipts(id, name.epoch, name.sequence)
        : recipientsOf(id).flatMap(key => delivery.receipt(id, key, name) ?? []);
    },
    before: (id, before, limit) => page(database.historyBefore(id, before, limit)),
    after: (id, after, limit) => page(database.historyAfter(id, after, limit)),
    arrivedAfter(row, limit) {
      const {entries, next} = database.arrivedAfter(row, Math.min(limit, MAX_ARRIVED));
      return {entries: entryViews.now(entries), next};
    },
    search({text, conversation, before = null, limit}) {
      const wanted = {words: searchWords(text), conversation, before, limit: Math.min(limit, MAX_HITS)};
      const {entries, next} = database.search(wanted);
      const hits = entryViews.now(entries);
      // What was stored last is not what was said last: somebody may have been away.
      return {hits: conversation === null ? hits.sort((a, b) => b.time - a.time) : hits, next};
    },
    mute: (id, muted, until) => told(database.setMuted(id, muted, until)),
    muteEnded(rows) {
      for (const row of rows) {
        told(row);
      }
    },
    list: (id, listing) => told(database.setListing(id, listing)),
    markRead(id, entries) {
      const nameOf = namesIn(id);
      const names = entries.flatMap(entry => nameOf(entry) ?? []);
      if (tracer.trace) {
        for (const {epoch, sequence} of names) {
          tracer.trace('seen', {...whereOf(id), message: messageTag(epoch, sequence)});
        }
      }
      const row = database.markRead(id, names);
      events.push({type: 'entries-read', conversation: id, ids: entries});
      told(row);
    },
    wrote(id, rows) {
      traceEntries('said', id, rows);
      const last = rows.at(-1);
      if (last !== undefined) {
        if (!isRoom(id)) {
          delivery.wrote(id, last.epoch, last.sequence);
        }
        added(id, rows);
      }
    },
    received(id, rows) {
      traceEntries('received', id, rows);
      added(id, rows);
      if (rows.some(isSetting) && !isRoom(id)) {
        tellOfSetting(id);
      }
    },
    changed,
    changedLook(id, rows) {
      events.push({type: 'entries-changed', conversation: id, entries: entryViews.now(rows), changes: []});
    },
    disappeared(entries) {
      for (const id of new Set(entries.map(entry => entry.conversation))) {
        removed(
          id,
          entries.filter(entry => entry.conversation === id),
        );
        changed(id);
        tellOfUndelivered(
          id,
          entries.filter(entry => entry.conversation === id && entry.isUndelivered).length,
        );
      }
    },
    changedState(conversation, {epoch, from, to}, state) {
      const idOf = entryIdsIn(selfKey, epoch);
      for (let start = from; start <= to; start += IDS_PER_EVENT) {
        const end = Math.min(start + IDS_PER_EVENT - 1, to);
        if (tracer.trace) {
          for (const sequence of sequencesIn(start, end)) {
            tracer.trace(state, {...whereOf(conversation), message: messageTag(epoch, sequence)});
          }
        }
        const erased = new Set(database.erasedIn(conversation, {epoch, from: start, to: end}));
        const ids = sequencesIn(start, end)
          .filter(sequence => !erased.has(sequence))
          .map(idOf);
        if (ids.length > 0) {
          events.push({type: 'delivery-changed', conversation, ids, state});
        }
      }
    },
  };

  /** Tells what ids mean in a conversation; null for one that nothing can have there. */
  function namesIn(id: ConversationId): (entry: EntryId) => EntryName | null {
    const authors = new Map([...authorsOf(id), selfKey].map(key => [shortId(key), key]));
    return entry => {
      const parts = parseEntryId(entry);
      const author = parts === null ? undefined : authors.get(parts.author);
      return parts === null || author === undefined ? null : {...parts, author};
    };
  }

  /** Everybody but ourselves who wrote in a conversation, or may. */
  function authorsOf(id: ConversationId): readonly PeerKey[] {
    return isRoom(id) ? rooms.authors(id) : recipientsOf(id);
  }

  /** Where a message is, as a trace says it. */
  function whereOf(id: ConversationId) {
    return {peer: isRoom(id) ? 'room' : tracer.peer(peerOf(id))};
  }

  function conversationView(row: ConversationRow): ConversationView {
    const {id, unread, lastActivity, expiry, muted, mutedUntil, listing} = row;
    const first = database.firstUnread(id);
    const firstUnread = first === null ? null : {id: idOf(first), order: first.place};
    return {
      id,
      kind: isRoom(id) ? 'room' : 'direct',
      participants: isRoom(id) ? rooms.participants(id) : recipientsOf(id),
      room: isRoom(id) ? rooms.view(id) : null,
      unread,
      lastActivity,
      firstUnread,
      expiry,
      muted,
      mutedUntil,
      listing,
    };
  }

  function page(found: {entries: EntryRow[]; more: boolean}): HistoryPage {
    return {entries: entryViews.now(found.entries), more: found.more};
  }
}

function sequencesIn(from: number, to: number): number[] {
  return Array.from({length: to - from + 1}, (_, offset) => from + offset);
}

function idOf({author, epoch, sequence}: EntryName): string {
  return entryId(author, epoch, sequence);
}
