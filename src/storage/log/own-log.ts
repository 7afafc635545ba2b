import {MAX_BATCH_BODY_BYTES} from '../../lib/limits.ts';
import {parseExpiry} from '../../lib/time/expiry.ts';
import type {EntryKind, EntryRef, WireEntry} from '../../wire/chat/messages.ts';
import type {Random} from '../profile/secrets.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import {isShown} from '../sqlite/queries/entry-row.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {Database, EntryRow, OwnLog} from '../types.ts';
import type {Append} from './append.ts';

/** What happens to the logs we write. */
export type OwnLogs = Pick<Database, 'appendOwn' | 'ownLogs' | 'ownEntries' | 'rotateOwnLog'>;

export type OwnLogOptions = {
  readonly tables: Tables;
  readonly append: Append;
  /** 64 hex digits. */
  readonly selfKey: string;
  readonly random: Random;
  /** Wall time in milliseconds. */
  readonly now: () => number;
};

type Draft = {kind: EntryKind; body: string; time: number; target: EntryRef | null};

const EPOCH_BYTES = 6;

/** Makes the part of the database that writes our own logs. The caller wraps each call in a transaction. */
export function createOwnLogs({tables, append, selfKey, random, now}: OwnLogOptions): OwnLogs {
  const {conversations, logs, entries} = tables;

  function appendOwn(id: string, drafts: readonly Draft[]): EntryRow[] {
    if (drafts.length === 0) {
      return [];
    }
    const record = conversations.ensure(id);
    const {conversation, clock} = record;
    const log = logs.currentOwn(conversation) ?? beginLog(conversation);
    const rows = append({conversation: record, log, author: selfKey, entries: toEntries(record, drafts)});
    const last = clock + drafts.length;
    logs.setLast(log.log, log.last + drafts.length, last);
    conversations.grow(conversation, {clock: last, unread: 0, activity: newestShown(drafts, now())});
    return [...rows];
  }

  /** An epoch is never used twice, so sequence numbers of a lost database do not come again. */
  function beginLog(conversation: number): LogRecord {
    for (;;) {
      const epoch = Buffer.from(random(EPOCH_BYTES)).readUIntBE(0, EPOCH_BYTES);
      if (logs.find(conversation, SELF, epoch) === null) {
        return logs.begin(conversation, SELF, epoch);
      }
    }
  }

  function ownEntries(id: string, epoch: number, after: number, limit: number): EntryRow[] {
    const conversation = conversations.find(id);
    const log = conversation === null ? null : logs.find(conversation.conversation, SELF, epoch);
    return log === null ? [] : takeBatch(entries.after(log.log, id, after), limit);
  }

  function rotateOwnLog(id: string, keep: number): OwnLog {
    const {conversation} = conversations.ensure(id);
    const old = logs.currentOwn(conversation);
    const next = beginLog(conversation);
    if (old !== null && keep < old.last) {
      moveEnd(old, next, keep);
    }
    if (old !== null && Math.min(keep, old.last) === 0) {
      logs.remove(old.log); // nothing is left of it: a peer cannot make us collect logs
    }
    const {epoch, last, acknowledged, read} = logs.currentOwn(conversation) ?? next;
    return {epoch, last, acknowledged, read};
  }

  function moveEnd(old: LogRecord, next: LogRecord, keep: number): void {
    const moved = entries.move(old.log, next.log, keep);
    entries.retarget(next.log, old.epoch, next.epoch, keep);
    logs.setLast(next.log, moved, old.last_clock);
    logs.cut(old.log, keep);
  }

  return {
    appendOwn,
    ownEntries,
    rotateOwnLog,
    ownLogs(id) {
      const conversation = conversations.find(id);
      return conversation === null ? [] : logs.own(conversation.conversation);
    },
  };
}

/** Own entries as they will be told to others. A message lives as long as the newest setting says. */
function toEntries({clock, expiry}: ConversationRecord, drafts: readonly Draft[]): WireEntry[] {
  let lifetime = expiry;
  return drafts.map(({kind, body, time, target}, index) => {
    if (kind === 'expire') {
      lifetime = parseExpiry(body) || null;
    }
    const entry = {clock: clock + 1 + index, time, kind, target, body};
    return lifetime === null || !isShown(kind) ? entry : {...entry, lifetime};
  });
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
