import {peerOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {CHAIN_BYTES} from '../../wire/sizes.ts';
import {CHAIN_STRIDE} from '../sqlite/queries/chains.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {Database, EntryRow, OwnLog} from '../types.ts';
import {beginChain, contentDigest, extendChain} from './chain.ts';
import type {OwnLogs} from './own-log.ts';

/** What becomes of our own logs as a whole: which there are, where two copies of them part, how they are moved. */
export type OwnHistory = Pick<
  Database,
  'ownLogs' | 'ownChain' | 'rotateOwnLog' | 'retireOldLog' | 'learnClock' | 'conversationClock'
>;

/** An old log of a million entries is moved in pieces: about 50 ms each. */
const RETIRED_AT_ONCE = 4096;

/** The part of the database that keeps our logs consistent with what peers have of them. */
export function createOwnHistory({
  tables,
  own,
  selfKey,
  clockTime,
}: {
  readonly tables: Tables;
  readonly own: Pick<OwnLogs, 'begin'>;
  readonly selfKey: PeerKey;
  /** The wall time that clocks follow, milliseconds. */
  readonly clockTime: () => number;
}): OwnHistory {
  const {authors, chains, conversations, deliveries, receipts, logs, entries} = tables;

  function ownLogs(id: ConversationId): OwnLog[] {
    const record = conversations.find(id);
    return record === null ? [] : logs.own(record.conversation).map(log => toOwnLog(log, id));
  }

  function toOwnLog({log, epoch, last, chain, sent}: LogRecord, id: ConversationId): OwnLog {
    const recipient = authors.find(peerOf(id));
    const {acknowledged, read} =
      recipient === null ? {acknowledged: 0, read: 0} : deliveries.find(log, recipient);
    return {epoch, last, acknowledged, read, isOld: chain === null, isSent: sent === 1};
  }

  /** The running hash of a log at any place up to its end, from the nearest one that is kept. */
  function chainAt(log: LogRecord, id: ConversationId, sequence: number): Uint8Array {
    if (sequence === log.last && log.chain !== null) {
      return log.chain;
    }
    const kept = chains.before(log.log, sequence);
    const start = kept ?? {sequence: 0, chain: beginningOf(log, id)};
    return extendOver(start.chain, log, id, start.sequence, sequence, false);
  }

  function beginningOf({epoch}: LogRecord, id: ConversationId): Uint8Array {
    return beginChain({conversation: id, self: selfKey, author: selfKey, lane: 0, epoch});
  }

  function extendOver(
    beginning: Uint8Array,
    log: LogRecord,
    id: ConversationId,
    after: number,
    upTo: number,
    keep: boolean,
  ): Uint8Array {
    const points: {sequence: number; chain: Uint8Array}[] = [];
    let chain = beginning;
    for (const row of entries.after(log.log, id, after, upTo)) {
      chain = extendChain(chain, {clock: row.clock, time: row.time, digest: digestOfRow(row)});
      if (keep && row.sequence % CHAIN_STRIDE === 0) {
        points.push({sequence: row.sequence, chain});
      }
    }
    for (const point of points) {
      chains.add(log.log, point);
    }
    return chain;
  }

  /** Computes the hashes of a log whose entries were put into it by other ways than one after the other. */
  function rechain(log: LogRecord, id: ConversationId, last: number, clock: number): void {
    chains.cut(log.log, 0);
    const chain = extendOver(beginningOf(log, id), log, id, 0, last, true);
    logs.setEnd(log.log, {last, clock, chain});
  }

  function rotateOwnLog(id: ConversationId, keep: number): OwnLog {
    const record = conversations.ensure(id);
    const old = logs.currentOwn(record.conversation);
    const next = own.begin(record);
    if (old !== null && keep < old.last) {
      moveEnd(record, old, next, keep);
    }
    if (old !== null && Math.min(keep, old.last) === 0) {
      remove(old); // nothing is left of it: a peer cannot make us collect logs
    }
    return toOwnLog(logs.currentOwn(record.conversation) ?? next, id);
  }

  function moveEnd({id}: ConversationRecord, old: LogRecord, next: LogRecord, keep: number): void {
    const chain = old.chain === null ? null : chainAt(old, id, keep);
    const moved = entries.move(old.log, next.log, keep);
    entries.retarget(next.log, old.epoch, next.epoch, keep);
    entries.addSalts(next.log);
    rechain(next, id, moved, old.last_clock);
    logs.setEnd(old.log, {last: keep, clock: entries.clockAt(old.log, keep), chain});
    chains.cut(old.log, keep);
    deliveries.cut(old.log, keep);
    receipts.cut(old.log, keep);
  }

  function remove(log: LogRecord): void {
    deliveries.remove(log.log);
    receipts.cut(log.log, 0);
    chains.cut(log.log, -1);
    logs.remove(log.log);
  }

  function retireOldLog(id: ConversationId, epoch: number, keep: number): OwnLog | null {
    const record = conversations.ensure(id);
    const old = logs.find(record.conversation, SELF, epoch);
    if (old === null || old.chain !== null || keep >= old.last) {
      return null;
    }
    const next = own.begin(record);
    moveEnd(record, old, next, Math.max(keep, old.last - RETIRED_AT_ONCE));
    return toOwnLog(logs.get(next.log), id);
  }

  function learnClock(id: ConversationId, clock: number): EntryRow[] {
    const record = conversations.ensure(id);
    if (clock <= record.clock) {
      return [];
    }
    const log = logs.currentOwn(record.conversation);
    const by = log === null || clock <= clockTime() ? 0 : missingClock(log, clock);
    if (log === null || by <= 0) {
      conversations.grow(record.conversation, {clock, unread: 0, activity: 0});
      return [];
    }
    const highest = log.last_clock + by;
    entries.shiftClocks(log.log, by);
    rechain(log, id, log.last, highest);
    conversations.grow(record.conversation, {clock: highest, unread: 0, activity: 0});
    return [...entries.after(log.log, id, 0)];
  }

  /** By how much the clocks of a log that nobody has seen yet stay behind one that others know. */
  function missingClock(log: LogRecord, clock: number): number {
    const isNew = log.chain !== null && log.sent === 0 && log.last > 0;
    return isNew ? clock + 1 - entries.clockAt(log.log, 1) : 0;
  }

  return {
    ownLogs,
    rotateOwnLog,
    retireOldLog,
    learnClock,
    conversationClock: id => conversations.find(id)?.clock ?? 0,
    ownChain(id, epoch, sequence) {
      const record = conversations.find(id);
      const log = record === null ? null : logs.find(record.conversation, SELF, epoch);
      const isThere = log !== null && log.chain !== null && sequence <= log.last;
      return isThere ? chainAt(log, id, sequence).subarray(0, CHAIN_BYTES) : null;
    },
  };
}

/** The digest of an entry that is held: kept where its content is not, else made from it. */
export function digestOfRow({kind, target, body, lifetime, salt, digest}: EntryRow): Uint8Array {
  if (digest !== null) {
    return digest;
  }
  if (salt === null || kind === 'gone') {
    throw new Error('an entry has neither a digest nor a salt');
  }
  return contentDigest(salt, {kind, target, body, ...(lifetime === null ? {} : {lifetime})});
}
