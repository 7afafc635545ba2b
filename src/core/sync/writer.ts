import {NatterError} from '../../lib/errors.ts';
import {MAX_BATCH_ENTRIES} from '../../lib/limits.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import {messageTag, type Tracer} from '../../lib/trace.ts';
import type {EntryRow} from '../../storage/types.ts';
import type {EntryKind, EntryRef} from '../../wire/chat/messages.ts';
import type {ConversationId} from '../api/api.ts';
import type {Scheduler} from './scheduler.ts';

/** An own entry before it has a place in the log. */
export type Draft = {
  readonly kind: EntryKind;
  readonly body: string;
  readonly time: number;
  readonly target: EntryRef | null;
  /** Seconds that its author was shown; null: it stays, undefined: nothing was. */
  readonly lifetime?: number | null | undefined;
  /** Tags of the members of a room whom it names. */
  readonly mentions?: readonly Uint8Array[];
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

export type WriterOptions = {
  /** Commits drafts of one conversation, up to a full batch. */
  readonly append: (conversation: ConversationId, drafts: readonly Draft[]) => readonly EntryRow[];
  readonly scheduler: Scheduler;
  readonly tracer: Tracer;
  /** Called after each commit, before the promises of it resolve. */
  readonly wrote: (conversation: ConversationId, rows: readonly EntryRow[]) => void;
  /** `wrote` failed. What it was called with is stored all the same, and its promises resolve. */
  readonly failed: (error: unknown) => void;
};

export function createWriter({append, scheduler, tracer, wrote, failed}: WriterOptions): Writer {
  const queue: Waiting[] = [];
  const job = {turn};

  function turn(): boolean {
    const batch = takeBatch(queue);
    const head = batch[0];
    if (head === undefined) {
      return false;
    }
    const rows = commit(head.conversation, batch);
    if (rows !== null) {
      traceRows(tracer, rows);
      tell(head.conversation, rows);
      for (const [index, row] of rows.entries()) {
        batch[index]?.resolve(row);
      }
    }
    return queue.length > 0;
  }

  /** Null if it was refused; those who wait are told why. */
  function commit(conversation: ConversationId, batch: readonly Waiting[]): readonly EntryRow[] | null {
    try {
      return append(
        conversation,
        batch.map(waiting => waiting.draft),
      );
    } catch (error) {
      for (const waiting of batch) {
        waiting.reject(error);
      }
      return null;
    }
  }

  function tell(conversation: ConversationId, rows: readonly EntryRow[]): void {
    try {
      wrote(conversation, rows);
    } catch (error) {
      failed(error);
    }
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
        waiting.reject(new NatterError('WHO_UNKNOWN', coreTexts.conversations.deletedMeanwhile));
      }
    },
  };
}

function traceRows({trace}: Tracer, rows: readonly EntryRow[]): void {
  if (trace) {
    for (const {epoch, sequence, row} of rows) {
      trace('row', {message: messageTag(epoch, sequence), row, own: true});
    }
  }
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
