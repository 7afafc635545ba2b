import {NatterError} from '../lib/errors.ts';
import {MAX_BATCH_ENTRIES} from '../lib/limits.ts';
import type {Database, EntryRow} from '../storage/types.ts';
import type {EntryKind, EntryRef} from '../wire/messages.ts';
import type {ConversationId} from './api.ts';
import type {Scheduler} from './scheduler.ts';

/** An own entry before it has a place in the log. */
export type Draft = {
  readonly kind: EntryKind;
  readonly body: string;
  readonly time: number;
  readonly target: EntryRef | null;
};

type Waiting = {
  readonly conversation: ConversationId;
  readonly draft: Draft;
  readonly resolve: (row: EntryRow) => void;
  readonly reject: (error: unknown) => void;
};

/** Commits own entries; those that are said in the same moment share one commit. */
export type Writer = {
  /** Resolves once the entry is on disk. Rejects with the database's `NatterError`. */
  readonly write: (conversation: ConversationId, draft: Draft) => Promise<EntryRow>;
  /** Commits all that waits now: nothing that was said is lost when the program ends. */
  readonly flush: () => void;
  /** The conversation is deleted: what waits for it is refused with `WHO_UNKNOWN`. */
  readonly discard: (conversation: ConversationId) => void;
};

/** Makes the writer. `wrote` is called after each commit, before the promises of it resolve. */
export function createWriter(
  database: Database,
  scheduler: Scheduler,
  wrote: (conversation: ConversationId, rows: readonly EntryRow[]) => void,
): Writer {
  const queue: Waiting[] = [];
  const job = {turn};

  function turn(): boolean {
    const batch = takeBatch(queue);
    const head = batch[0];
    if (head === undefined) {
      return false;
    }
    try {
      const rows = database.appendOwn(
        head.conversation,
        batch.map(waiting => waiting.draft),
      );
      wrote(head.conversation, rows);
      for (const [index, row] of rows.entries()) {
        batch[index]?.resolve(row);
      }
    } catch (error) {
      for (const waiting of batch) {
        waiting.reject(error);
      }
    }
    return queue.length > 0;
  }

  return {
    write(conversation, draft) {
      return new Promise((resolve, reject) => {
        queue.push({conversation, draft, resolve, reject});
        scheduler.request(job);
      });
    },
    flush() {
      while (turn()) {
        // until nothing waits
      }
    },
    discard(conversation) {
      const forgotten = queue.filter(waiting => waiting.conversation === conversation);
      for (const waiting of forgotten) {
        queue.splice(queue.indexOf(waiting), 1);
        waiting.reject(new NatterError('WHO_UNKNOWN', 'The conversation was deleted meanwhile.'));
      }
    },
  };
}

/** The longest run of drafts for one conversation at the head of the queue, up to a full batch. */
function takeBatch(queue: Waiting[]): Waiting[] {
  const conversation = queue[0]?.conversation;
  let count = 0;
  while (count < MAX_BATCH_ENTRIES && queue[count]?.conversation === conversation && count < queue.length) {
    count++;
  }
  return queue.splice(0, count);
}
