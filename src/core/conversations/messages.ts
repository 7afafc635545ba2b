import {isRoom} from '../../lib/conversation.ts';
import {NatterError} from '../../lib/errors.ts';
import {MAX_BODY_BYTES, MAX_REACTION_BYTES} from '../../lib/limits.ts';
import {reactionOf} from '../../lib/text/reaction.ts';
import {type SafeText, safeText, storedText} from '../../lib/text/safe-text.ts';
import {splitText} from '../../lib/text/split-text.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import {isExpiry} from '../../lib/time/expiry.ts';
import type {EntryRow} from '../../storage/types.ts';
import type {EntryKind, EntryRef} from '../../wire/chat/messages.ts';
import type {Action, ActionResult, ConversationId, EntryId, EntryView} from '../api/api.ts';
import type {Writer} from '../sync/writer.ts';
import type {Conversations} from './conversations.ts';

export type MessagesOptions = {
  readonly writer: Writer;
  readonly conversations: Conversations;
  /** Wall time in milliseconds. */
  readonly now: () => number;
  /** Throws if nothing may be written to this conversation. */
  readonly checkRecipient: (conversation: ConversationId) => void;
  /** Tags of the members whom a text names. */
  readonly mentionsIn: (conversation: ConversationId, text: SafeText) => readonly Uint8Array[];
  /** Says in a room how long new messages stay. */
  readonly expireRoom: (room: ConversationId, seconds: number) => void;
};

type MessageAction = 'say' | 'edit' | 'delete' | 'react' | 'expire';

/** The actions that write something into a conversation. */
export type Messages = {
  readonly [T in MessageAction]: (action: Extract<Action, {type: T}>) => Promise<ActionResult[T]>;
};

/** Creates the actions. Each answers once its entry is on disk. */
export function createMessages(options: MessagesOptions): Messages {
  const {writer, conversations} = options;

  function write(
    conversation: ConversationId,
    kind: EntryKind,
    body: string,
    target: EntryRef | null,
    lifetime?: number | null,
  ) {
    const mentions = kind === 'delete' ? [] : options.mentionsIn(conversation, storedText(body));
    return writer.write(conversation, {kind, body, time: options.now(), target, lifetime, mentions});
  }

  /** Writes an entry that points at another, and gives back how that one looks then. */
  async function point(
    kind: EntryKind,
    body: string,
    {conversation, entry}: {readonly conversation: ConversationId; readonly entry: EntryId},
  ): Promise<EntryView> {
    await write(conversation, kind, body, refTo(find(conversation, entry)));
    return conversations.view(find(conversation, entry, 'deleted too'));
  }

  function findOwn(conversation: ConversationId, id: EntryId): void {
    if (!find(conversation, id).outgoing) {
      throw new NatterError('NOT_YOURS', coreTexts.messages.notYours);
    }
  }

  function find(
    conversation: ConversationId,
    id: EntryId,
    which: 'alive' | 'deleted too' = 'alive',
  ): EntryRow {
    const row = conversations.find(conversation, id);
    if (row === null) {
      throw new NatterError('MESSAGE_UNKNOWN', coreTexts.messages.unknown);
    }
    if (row.deleted && which === 'alive') {
      throw new NatterError('MESSAGE_UNKNOWN', coreTexts.messages.deleted);
    }
    return row;
  }

  return {
    async say({conversation, kind, text, replyTo, lifetime}) {
      const body = checkBody(text);
      const shown = lifetime === undefined ? undefined : Number(checkExpiry(lifetime ?? 0)) || null;
      options.checkRecipient(conversation);
      const target = replyTo === undefined ? null : refTo(find(conversation, replyTo));
      return conversations.viewNew(await write(conversation, kind, body, target, shown));
    },

    async edit(action) {
      const body = checkBody(action.text);
      options.checkRecipient(action.conversation);
      findOwn(action.conversation, action.entry);
      return await point('edit', body, action);
    },

    async delete(action) {
      options.checkRecipient(action.conversation);
      findOwn(action.conversation, action.entry);
      return await point('delete', '', action);
    },

    async react(action) {
      const body = checkReaction(action.emoji ?? '');
      options.checkRecipient(action.conversation);
      return await point('reaction', body, action);
    },

    async expire({conversation, seconds}) {
      const body = checkExpiry(seconds ?? 0);
      options.checkRecipient(conversation);
      if (isRoom(conversation)) {
        options.expireRoom(conversation, seconds ?? 0);
        return conversations.conversation(conversation);
      }
      await write(conversation, 'expire', body, null);
      return conversations.conversation(conversation);
    },
  };
}

/** How an entry names a message. */
function refTo({author, epoch, sequence}: EntryRow): EntryRef {
  return {author, epoch, sequence};
}

/** Makes own text safe and checks its size. Nothing is ever cut: what is refused stays with its author. */
function checkBody(text: string): SafeText {
  const body = safeText(text);
  const size = Buffer.byteLength(body);
  if (body.trim() === '') {
    throw new NatterError('MESSAGE_EMPTY', coreTexts.messages.empty);
  }
  if (size > MAX_BODY_BYTES) {
    throw new NatterError(
      'MESSAGE_TOO_LONG',
      coreTexts.messages.tooLong(size, MAX_BODY_BYTES, splitText(body, MAX_BODY_BYTES).length),
    );
  }
  return body;
}

function checkReaction(text: string): SafeText {
  const emoji = reactionOf(text);
  if (emoji === null) {
    throw new NatterError('REACTION_INVALID', coreTexts.messages.noReaction(MAX_REACTION_BYTES));
  }
  return emoji;
}

function checkExpiry(seconds: number): string {
  if (!isExpiry(seconds)) {
    throw new NatterError('EXPIRY_INVALID', coreTexts.expiry.outOfRange);
  }
  return String(seconds);
}
