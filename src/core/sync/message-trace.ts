import type {PeerKey} from '../../lib/ids.ts';
import {messageTag, type Tracer} from '../../lib/trace.ts';
import type {ChatMessage} from '../../wire/chat/messages.ts';

/** Writes a line for each entry that a message carries or tells of, and one for any other message. */
export function traceMessage(
  tracer: Tracer,
  direction: 'receive' | 'send',
  peerKey: PeerKey,
  message: ChatMessage,
): void {
  const {trace} = tracer;
  if (trace === undefined) {
    return;
  }
  const peer = tracer.peer(peerKey);
  const what = `${direction} ${message.type}`;
  switch (message.type) {
    case 'entries':
      for (const [index, entry] of message.entries.entries()) {
        const text = entry.kind === 'gone' ? null : tracer.body(entry.body);
        trace(what, {
          peer,
          message: messageTag(message.epoch, message.first + index),
          kind: entry.kind,
          text,
        });
      }
      break;
    case 'have':
    case 'read':
      if (message.logs.length === 0) {
        trace(what, {peer, logs: 0});
      }
      for (const {epoch, sequence} of message.logs) {
        trace(what, {peer, message: messageTag(epoch, sequence)});
      }
      break;
    case 'standing':
      trace(what, {peer, accepted: message.accepted});
      break;
    case 'typing':
      trace(what, {peer, active: message.active});
      break;
    default:
      trace(what, {peer});
  }
}
