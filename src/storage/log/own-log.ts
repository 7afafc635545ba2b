import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {MAX_BATCH_BODY_BYTES} from '../../lib/limits.ts';
import {parseExpiry} from '../../lib/time/expiry.ts';
import {SALT_BYTES} from '../../wire/chat/entry-codec.ts';
import type {EntryKind, EntryRef, WholeEntry} from '../../wire/chat/messages.ts';
import type {Random} from '../profile/secrets.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import {isShown, rankOf} from '../sqlite/queries/entry-row.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {Database, EntryRow} from '../types.ts';
import type {Append} from './append.ts';
import {beginChain} from './chain.ts';
import {newEpoch} from './epochs.ts';
import {nextClock} from './lamport.ts';

/** What we write into our own logs. */
export type OwnLogs = Pick<Database, 'appendOwn' | 'ownEntries' | 'noteSent'> & {
  /** Begins a log with a new epoch. */
  readonly begin: (conversation: ConversationRecord) => LogRecord;
};

export type OwnLogOptions = {
  readonly tables: Tables;
  readonly append: Append;
  readonly selfKey: PeerKey;
  readonly random: Random;
  /** Wall time in milliseconds. */
  readonly now: () => number;
  /** The wall time that clocks follow, milliseconds. */
  readonly clockTime: () => number;
};

type Draft = {
  readonly kind: EntryKind;
  readonly body: string;
  readonly time: number;
  readonly target: EntryRef | null;
  readonly lifetime?: number | null | undefined;
};

/** The part of the database that writes our own logs. The caller wraps each call in a transaction. */
export function createOwnLogs(options: OwnLogOptions): OwnLogs {
  const {tables, append, selfKey, random, now} = options;
  const {conversations, logs, entries} = tables;

  function appendOwn(id: ConversationId, drafts: readonly Draft[]): EntryRow[] {
    if (drafts.length === 0) {
      return [];
    }
    const record = conversations.ensure(id);
    const {conversation} = record;
    const current = logs.currentOwn(conversation);
    const log = current === null || current.chain === null ? begin(record) : current;
    const whole = toEntries(record, drafts);
    const rows = append({conversation: record, log, author: selfKey, entries: whole});
    const clock = whole.at(-1)?.clock ?? record.clock;
    conversations.grow(conversation, {clock, unread: 0, activity: newestShown(drafts, now())});
    return [...rows];
  }

  /**
   * Own entries as they will be told to others. A message lives as long as the newest setting says; if that is the other
   * side's, its author may not have known it yet, and what they were shown counts.
   */
  function toEntries(record: ConversationRecord, drafts: readonly Draft[]): WholeEntry[] {
    const salts = random(SALT_BYTES * drafts.length);
    let {clock, expiry: setting} = record;
    let isOurs = record.expiry_rank === rankOf(selfKey);
    return drafts.map(({kind, body, time, target, lifetime: wanted}, index) => {
      if (kind === 'gone') {
        throw new TypeError('nobody writes an entry that is gone');
      }
      if (kind === 'expire') {
        setting = parseExpiry(body) || null;
        isOurs = true;
      }
      clock = nextClock(clock, options.clockTime());
      const salt = salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES);
      const entry = {clock, time, kind, target, body, salt};
      const lifetime = wanted === undefined || isOurs ? setting : wanted;
      return lifetime === null || !isShown(kind) ? entry : {...entry, lifetime};
    });
  }

  function begin({conversation, id}: ConversationRecord): LogRecord {
    const epoch = newEpoch(random, drawn => logs.find(conversation, SELF, drawn) !== null);
    const chain = beginChain({conversation: id, self: selfKey, author: selfKey, lane: 0, epoch});
    return logs.begin(conversation, SELF, epoch, chain);
  }

  function ownEntries(id: ConversationId, epoch: number, after: number, limit: number): EntryRow[] {
    const log = find(id, epoch);
    return log === null ? [] : takeBatch(entries.after(log.log, id, after), limit);
  }

  function find(id: ConversationId, epoch: number): LogRecord | null {
    const conversation = conversations.find(id);
    return conversation === null ? null : logs.find(conversation.conversation, SELF, epoch);
  }

  return {
    appendOwn,
    begin,
    ownEntries,
    noteSent(id, epoch) {
      const log = find(id, epoch);
      if (log !== null) {
        logs.setSent(log.log);
      }
    },
  };
}

/** The first rows, up to a number and a size; at least one if there is one. */
function takeBatch(rows: Iterable<EntryRow>, limit: number): EntryRow[] {
  const batch: EntryRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += Buffer.byteLength(row.body);
    if (batch.length >= limit || (batch.length > 0 && bytes > MAX_BATCH_BODY_BYTES)) {
      break;
    }
    batch.push(row);
  }
  return batch;
}

/**
 * Wall time of the newest shown entry among some, in milliseconds; 0 if none is shown. A time in the future
 * counts as now, or a peer with a wrong clock would stay on top of every list.
 */
export function newestShown(some: readonly {kind: EntryKind; time: number}[], now: number): number {
  const shown = some.filter(entry => isShown(entry.kind));
  return shown.reduce((newest, {time}) => Math.max(newest, Math.min(time, now)), 0);
}
