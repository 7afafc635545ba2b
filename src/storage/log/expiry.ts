import {isRoom, recipientsOf} from '../../lib/conversation.ts';
import type {ConversationId} from '../../lib/ids.ts';
import type {ExpiringEntry} from '../sqlite/queries/entries.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {Database, ExpiredEntry} from '../types.ts';
import {createEffects} from './annotations.ts';
import type {ReadMarks} from './progress.ts';

/** The end of entries that were to disappear. */
export type Expiry = Pick<Database, 'removeExpired' | 'nextExpiry'>;

/**
 * Creates the part of the database that ends entries. The caller wraps each call in a transaction. An entry loses
 * its content and all that points at it; its place in the log stays, so that the peers' positions go on.
 */
export function createExpiry(tables: Tables, readMarks: ReadMarks): Expiry {
  const {authors, conversations, deliveries, logs, entries} = tables;
  const effects = createEffects(tables);

  function removeExpired(now: number, limit: number): ExpiredEntry[] {
    return entries.indexTogether(() => entries.expired(now, limit).flatMap(remove));
  }

  /** None if the conversation was forgotten: it is nobody's any more. */
  function remove(expiring: ExpiringEntry): readonly ExpiredEntry[] {
    const log = logs.get(expiring.log);
    const {conversation, author, epoch} = log;
    const {sequence} = expiring;
    effects.vanish(expiring.entry, {conversation, author, epoch, sequence});
    discount(log, expiring);
    const id = conversations.idOf(conversation);
    if (id === null) {
      return [];
    }
    const isUndelivered = author === SELF && !isDelivered(log, id, sequence);
    return [{conversation: id, author: authors.keyOf(author), epoch, sequence, isUndelivered}];
  }

  function isDelivered(log: LogRecord, id: ConversationId, sequence: number): boolean {
    if (isRoom(id)) {
      return log.stored >= sequence;
    }
    const numbers = recipientsOf(id).map(authors.find);
    return numbers.some(
      number => number !== null && deliveries.find(log.log, number).acknowledged >= sequence,
    );
  }

  /** Takes an entry out of the unread ones if it was among them. */
  function discount(log: LogRecord, {sequence, isOutOfSight}: ExpiringEntry): void {
    if (log.author !== SELF && !isOutOfSight && !readMarks.isSeen(log, sequence)) {
      conversations.shrink(log.conversation);
    }
    if (log.author !== SELF && sequence > log.read) {
      readMarks.settle(log);
    }
  }

  return {removeExpired, nextExpiry: entries.nextExpiry};
}
