import {parseExpiry} from '../../lib/time/expiry.ts';
import type {EntryRef, WireEntry} from '../../wire/chat/messages.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import type {LateIndex} from '../sqlite/queries/deferred-index.ts';
import {isShown, rankOf} from '../sqlite/queries/entry-row.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import type {Spot} from '../sqlite/queries/pointers.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {EntryRow} from '../types.ts';
import {createEffects, hasEffect} from './annotations.ts';

/** Entries for the end of one log. */
export type Appending = {
  readonly conversation: ConversationRecord;
  readonly log: LogRecord;
  /** The key of the log's author, 64 hex digits. */
  readonly author: string;
  readonly entries: readonly WireEntry[];
};

/** Writes entries into the tables and gives back the rows as they are then. */
export type Append = (appending: Appending) => readonly EntryRow[];

/**
 * Makes the one way into the table of entries: it numbers them, has them indexed in time, applies what they do to
 * others and others to them. Lifetimes count from the wall time `now`, in milliseconds. The caller keeps the
 * books of the log and the conversation.
 */
export function createAppend(tables: Tables, index: LateIndex, now: () => number): Append {
  const {authors, conversations, entries, pointers} = tables;
  const effects = createEffects(tables);

  function append(appending: Appending): readonly EntryRow[] {
    const {conversation, log, entries: batch} = appending;
    const awaited = pointers.anyAt(spotIn(log, log.last + 1), log.last + batch.length);
    const isPlain = !awaited && !batch.some(hasEffect);
    const rows = entries.indexTogether(() =>
      batch.map((entry, place) => {
        const row = write(appending, log.last + 1 + place, entry);
        if (!isPlain) {
          applyEffects(log, row);
        }
        return row;
      }),
    );
    noteExpiry(conversation, rows);
    index.follow(rows.at(-1)?.row ?? 0);
    return isPlain ? rows : [...entries.after(log.log, conversation.id, log.last)];
  }

  function write({conversation, log, author}: Appending, sequence: number, entry: WireEntry): EntryRow {
    const {clock, time, kind} = entry;
    const {target, body} = kind === 'gone' ? NOTHING : entry;
    const rank = rankOf(author);
    const lifetime = isShown(kind) ? (entry.lifetime ?? null) : null;
    const arrived = now();
    const expiresAt = lifetime === null ? null : arrived + lifetime * 1000;
    const row = entries.add({
      conversation: conversation.conversation,
      log: log.log,
      sequence,
      clock,
      rank,
      time,
      kind,
      target,
      targetAuthor: hasEffect(entry) ? authorOf(target, conversation.id, log) : null,
      body,
      lifetime,
      expiresAt,
      arrived,
    });
    return {
      row,
      conversation: conversation.id,
      author,
      outgoing: log.author === SELF,
      epoch: log.epoch,
      sequence,
      clock,
      rank,
      time,
      kind,
      target,
      body,
      deleted: false,
      lifetime,
      expiresAt,
      arrived,
      unread: log.author !== SELF && isShown(kind),
    };
  }

  function applyEffects(log: LogRecord, row: EntryRow): void {
    const {target} = row;
    const author = hasEffect(row) ? authorOf(target, row.conversation, log) : null;
    if (target !== null && author !== null) {
      const {epoch, sequence} = target;
      effects.point(row, target.own, {conversation: log.conversation, author, epoch, sequence});
    }
    effects.meet(row, spotIn(log, row.sequence));
  }

  /** Who wrote the target of an entry in this log; a direct conversation has two sides. */
  function authorOf(target: EntryRef | null, id: string, log: LogRecord): number | null {
    if (target?.own === true) {
      return log.author;
    }
    return log.author === SELF ? authors.find(id) : SELF;
  }

  /** The newest setting in the order of the conversation counts, whenever it arrives. */
  function noteExpiry({conversation}: ConversationRecord, rows: readonly EntryRow[]): void {
    for (const {kind, body, clock, rank, row} of rows) {
      const seconds = kind === 'expire' ? parseExpiry(body) : null;
      if (seconds !== null) {
        conversations.setExpiry(conversation, seconds === 0 ? null : seconds, [clock, rank, row]);
      }
    }
  }

  return append;
}

const NOTHING = {target: null, body: ''} as const;

function spotIn({conversation, author, epoch}: LogRecord, sequence: number): Spot {
  return {conversation, author, epoch, sequence};
}
