import {storedText} from '../lib/safe-text.ts';
import type {AppendOutcome, ConversationRow, Database, EntryRow} from '../storage/types.ts';
import type {
  ConversationId,
  ConversationView,
  DeliveryState,
  EntryOrder,
  EntryView,
  HistoryPage,
  PeerKey,
} from './api.ts';
import type {Delivery, Stretch} from './delivery.ts';
import {entryId} from './entry-id.ts';
import type {EventQueue} from './event-queue.ts';

/** An event names at most so many entries. */
const IDS_PER_EVENT = 1000;

/** What was said, as others see it: views of rows, pages of history, and the events about them. */
export type Conversations = {
  readonly views: () => ConversationView[];
  readonly entry: (row: EntryRow) => EntryView;
  readonly before: (id: ConversationId, before: EntryOrder | null, limit: number) => HistoryPage;
  readonly after: (id: ConversationId, after: EntryOrder, limit: number) => HistoryPage;
  readonly markRead: (id: ConversationId, upTo: EntryOrder) => void;
  readonly wrote: (id: ConversationId, rows: readonly EntryRow[]) => void;
  readonly received: (id: ConversationId, outcome: AppendOutcome) => void;
  readonly changedState: (id: ConversationId, stretch: Stretch, state: DeliveryState) => void;
};

/** Makes the conversations over a database. */
export function createConversations(options: {
  readonly database: Database;
  readonly delivery: Delivery;
  readonly events: EventQueue;
  readonly selfKey: PeerKey;
  readonly now: () => number;
}): Conversations {
  const {database, delivery, events, selfKey} = options;

  function entry(row: EntryRow): EntryView {
    return {
      id: entryId(row.author, row.epoch, row.sequence),
      conversation: row.conversation,
      author: row.author,
      outgoing: row.outgoing,
      kind: row.kind === 'action' ? 'action' : 'text',
      text: storedText(row.body),
      time: Math.min(row.time, options.now()),
      order: [row.clock, row.rank, row.row],
      state: row.outgoing ? delivery.state(row.conversation, row.epoch, row.sequence) : null,
    };
  }

  function added(id: ConversationId, rows: readonly EntryRow[]): void {
    const shown = rows.filter(isShown).map(entry);
    if (shown.length > 0) {
      events.push({type: 'entries-added', conversation: id, entries: shown});
      changed(id);
    }
  }

  function changed(id: ConversationId): void {
    const row = database.conversation(id);
    if (row !== null) {
      events.push({type: 'conversation-changed', conversation: conversationView(row)});
    }
  }

  return {
    entry,
    views: () => database.conversations().map(conversationView),
    before: (id, before, limit) => page(database.historyBefore(id, before, limit)),
    after: (id, after, limit) => page(database.historyAfter(id, after, limit)),
    markRead(id, upTo) {
      const row = database.markRead(id, upTo);
      events.push({type: 'conversation-changed', conversation: conversationView(row)});
    },
    wrote(id, rows) {
      const last = rows.at(-1);
      if (last !== undefined) {
        delivery.wrote(id, last.epoch, last.sequence);
        added(id, rows);
      }
    },
    received(id, outcome) {
      added(id, outcome.added);
    },
    changedState(conversation, {epoch, from, to}, state) {
      for (let start = from; start <= to; start += IDS_PER_EVENT) {
        const count = Math.min(IDS_PER_EVENT, to - start + 1);
        const ids = Array.from({length: count}, (_, offset) => entryId(selfKey, epoch, start + offset));
        events.push({type: 'delivery-changed', conversation, ids, state});
      }
    },
  };

  function page(found: {entries: EntryRow[]; more: boolean}): HistoryPage {
    return {entries: found.entries.map(entry), more: found.more};
  }
}

function isShown(row: EntryRow): boolean {
  return row.kind === 'text' || row.kind === 'action';
}

function conversationView(row: ConversationRow): ConversationView {
  return {
    id: row.id,
    kind: 'direct',
    unread: row.unread,
    lastActivity: row.lastActivity,
    lastRead: row.lastRead,
  };
}
