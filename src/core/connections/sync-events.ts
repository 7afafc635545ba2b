import {directWith} from '../../lib/conversation.ts';
import type {AppendOutcome} from '../../storage/types.ts';
import type {DeliveryState, PeerKey} from '../api/api.ts';
import type {Conversations} from '../conversations/conversations.ts';
import type {Typing} from '../conversations/typing.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {Presence} from '../peers/presence.ts';
import type {ReachExchange} from '../reach/reach-exchange.ts';
import type {CopyWatch} from '../sync/copy-watch.ts';
import type {Delivery} from '../sync/delivery.ts';
import type {SequenceRange, SyncEvent} from '../sync/machine-types.ts';

export type SyncEventsOptions = {
  readonly delivery: Delivery;
  readonly conversations: Pick<Conversations, 'changedState'>;
  readonly typing: Pick<Typing, 'heard'>;
  readonly peers: Pick<PeerBook, 'row'>;
  readonly presence: Pick<Presence, 'answered'>;
  readonly copies: Pick<CopyWatch, 'onOtherLog'>;
  /** Exchanges with peers how each is found. */
  readonly exchange: Pick<ReachExchange, 'hear'>;
  /** A peer lets us write: what contacts tell each other is told. */
  readonly greet: (key: PeerKey) => void;
  /** Entries of a peer were committed. */
  readonly received: (key: PeerKey, outcome: AppendOutcome) => void;
  /** Something went wrong that nobody waits for. */
  readonly failed: (error: unknown) => void;
};

/** Hands what the sync machine of a peer tells to those whom it concerns, but for what the session's opener hears itself. */
export type SyncEvents = (
  key: PeerKey,
  event: Exclude<SyncEvent, {type: 'renamed' | 'status' | 'ended'}>,
) => void;

/** The events over all parts that they concern. */
export function createSyncEvents(options: SyncEventsOptions): SyncEvents {
  const {delivery} = options;

  function onTyping(key: PeerKey, active: boolean): void {
    if (options.peers.row(key)?.relation === 'contact') {
      options.typing.heard(directWith(key), active);
    }
  }

  function changedState(key: PeerKey, range: SequenceRange | null, state: DeliveryState): void {
    if (range !== null) {
      options.conversations.changedState(directWith(key), range, state);
    }
  }

  return (key, event) => {
    const conversation = directWith(key);
    switch (event.type) {
      case 'standing':
        options.presence.answered(key, event.accepted);
        options.greet(key);
        break;
      case 'reach':
        options.exchange.hear(key, event.message);
        break;
      case 'typing':
        onTyping(key, event.active);
        break;
      case 'received':
        options.received(key, event.outcome);
        break;
      case 'acknowledged':
        changedState(key, delivery.acknowledged(conversation, key, event.epoch, event.upTo), 'delivered');
        break;
      case 'read':
        changedState(key, delivery.read(conversation, key, event.epoch, event.upTo), 'read');
        break;
      case 'sent':
        delivery.sent(conversation, key, event.range.epoch, event.range.to);
        changedState(key, event.range, 'sent');
        break;
      case 'outdated':
        options.copies.onOtherLog(key);
        break;
      case 'storage-failed':
        options.failed(event.error);
        break;
    }
  };
}
