import type {ConversationId, CoreEvent, EntryId, PeerView} from '../../core/api/api.ts';
import {directWith} from '../../lib/conversation.ts';
import {type SafeText, safe} from '../../lib/text/safe-text.ts';
import {spokenName} from '../../lib/text/spoken-name.ts';
import {plainTexts} from '../../lib/texts/plain.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';

/** A message that is not delivered after this long is worth a word, milliseconds. */
const PATIENCE = 3000;
/** News of this time make one sentence; an answer within it says as much as "read", milliseconds. */
const SUMMARY = 2000;

export type DeliveryNewsOptions = {
  readonly clock: Clock;
  readonly peer: (conversation: ConversationId) => PeerView | null;
  /** How many of these entries are messages: reactions, edits and deletions are delivered, too. Never rejects. */
  readonly countMessages: (conversation: ConversationId, ids: readonly EntryId[]) => Promise<number>;
  readonly say: (sentence: SafeText) => void;
};

/**
 * Says how own messages get on, and only what is worth hearing: nothing of a message that arrives at once, one
 * sentence when messages have to wait, one when those arrived, one when all was read.
 */
export type DeliveryNews = {
  readonly note: (event: CoreEvent) => void;
  /** Says nothing any more. */
  readonly close: () => void;
};

type Progress = {
  readonly waiting: Set<EntryId>;
  /** The user was told that messages wait. */
  isTold: boolean;
  /** Delivered after that, or never known to wait, and not told yet. */
  late: readonly EntryId[];
  delay: Cancel | null;
  summary: Cancel | null;
  reading: Cancel | null;
};

export function createDeliveryNews({clock, peer, countMessages, say}: DeliveryNewsOptions): DeliveryNews {
  const conversations = new Map<ConversationId, Progress>();
  let isClosed = false;

  function note(event: CoreEvent): void {
    switch (event.type) {
      case 'entries-added':
        noteAdded(event);
        break;
      case 'delivery-changed':
        noteState(event);
        break;
      case 'peer-forgotten':
        silence(progressOf(directWith(event.key)));
        conversations.delete(directWith(event.key));
        break;
      case 'room-forgotten':
        silence(progressOf(event.conversation));
        conversations.delete(event.conversation);
        break;
    }
  }

  function noteAdded({conversation, entries}: Extract<CoreEvent, {type: 'entries-added'}>): void {
    const progress = progressOf(conversation);
    const own = entries.filter(({state}) => state === 'queued' || state === 'sent').map(({id}) => id);
    wait(conversation, progress, own);
    if (entries.some(({outgoing}) => !outgoing)) {
      progress.reading?.(); // who answers has read
      progress.reading = null;
    }
  }

  function noteState({conversation, ids, state}: Extract<CoreEvent, {type: 'delivery-changed'}>): void {
    const progress = progressOf(conversation);
    switch (state) {
      case 'queued':
        wait(conversation, progress, ids);
        break;
      case 'delivered':
        noteLate(conversation, progress, ids);
        arrive(progress, ids);
        break;
      case 'read':
        arrive(progress, ids);
        progress.reading?.();
        progress.reading = clock.after(SUMMARY, () => sayRead(conversation, progress));
        break;
      case 'sent':
        break;
    }
  }

  function wait(conversation: ConversationId, progress: Progress, ids: readonly EntryId[]): void {
    for (const id of ids) {
      progress.waiting.add(id);
    }
    if (progress.waiting.size > 0 && !progress.isTold) {
      progress.delay ??= clock.after(PATIENCE, () => sayWaiting(conversation, progress));
    }
  }

  function arrive(progress: Progress, ids: readonly EntryId[]): void {
    for (const id of ids) {
      progress.waiting.delete(id);
    }
    if (progress.waiting.size === 0) {
      progress.delay?.();
      progress.delay = null;
    }
  }

  /** Messages of an earlier start are not among those that wait. */
  function noteLate(conversation: ConversationId, progress: Progress, ids: readonly EntryId[]): void {
    const late = ids.filter(id => progress.isTold || !progress.waiting.has(id));
    if (late.length > 0) {
      progress.late = [...progress.late, ...late];
      progress.summary ??= clock.after(SUMMARY, () => void sayDelivered(conversation, progress));
    }
  }

  function sayWaiting(conversation: ConversationId, progress: Progress): void {
    progress.delay = null;
    const other = peer(conversation);
    if (other === null || progress.waiting.size === 0) {
      return;
    }
    progress.isTold = true;
    say(
      other.presence === 'online'
        ? plainTexts.delivery.notYet(spokenName(other.name))
        : plainTexts.delivery.waits(spokenName(other.name), reach(other)),
    );
  }

  async function sayDelivered(conversation: ConversationId, progress: Progress): Promise<void> {
    const {late} = progress;
    progress.summary = null;
    progress.late = [];
    progress.isTold &&= progress.waiting.size > 0;
    const messages = await countMessages(conversation, late);
    const count = messages === 1 ? plainTexts.delivery.oneMessage : plainTexts.delivery.messages(messages);
    const other = peer(conversation);
    if (other !== null && messages > 0 && !isClosed) {
      say(plainTexts.delivery.delivered(count, spokenName(other.name)));
    }
  }

  function sayRead(conversation: ConversationId, progress: Progress): void {
    progress.reading = null;
    const other = peer(conversation);
    if (other !== null && progress.waiting.size === 0) {
      say(plainTexts.delivery.read(spokenName(other.name)));
    }
  }

  function progressOf(conversation: ConversationId): Progress {
    let known = conversations.get(conversation);
    if (known === undefined) {
      known = {waiting: new Set(), isTold: false, late: [], delay: null, summary: null, reading: null};
      conversations.set(conversation, known);
    }
    return known;
  }

  return {
    note,
    close() {
      isClosed = true;
      for (const progress of conversations.values()) {
        silence(progress);
      }
    },
  };
}

function silence({delay, summary, reading}: Progress): void {
  delay?.();
  summary?.();
  reading?.();
}

function reach({relation}: PeerView): SafeText {
  return relation === 'asking' ? plainTexts.delivery.notReady : safe`offline`;
}
