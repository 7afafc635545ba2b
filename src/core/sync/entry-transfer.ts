import type {ConversationId} from '../../lib/ids.ts';
import {safeText} from '../../lib/text/safe-text.ts';
import type {Database, EntryRow} from '../../storage/types.ts';
import type {LogPosition, WireEntry} from '../../wire/chat/messages.ts';

/** An own entry as it travels. What was erased before it left is only a digest for the peer. */
export function toWire({clock, time, kind, target, body, lifetime, salt, digest}: EntryRow): WireEntry {
  if (salt === null || kind === 'gone') {
    return {clock, time, kind: 'gone', digest: digest ?? new Uint8Array()};
  }
  return {clock, time, kind, target, body, salt, ...(lifetime === null ? {} : {lifetime})};
}

/** Remote text is hostile until here; what is stored is safe to show. Its digest goes over what came. */
export function safeEntry(entry: WireEntry): WireEntry {
  return entry.kind === 'gone' ? entry : {...entry, body: safeText(entry.body)};
}

/** Whether an own log has the running hash at a place that a peer tells; a log that has none there cannot differ. */
export function isSameChain(
  database: Pick<Database, 'ownChain'>,
  conversation: ConversationId,
  {epoch, sequence, chain}: LogPosition,
): boolean {
  const ours = database.ownChain(conversation, epoch, sequence);
  return ours === null || Buffer.compare(ours, chain) === 0;
}
