import {directWith} from '../../lib/conversation.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {atMostEvery} from '../../lib/time/throttle.ts';
import {createTokenBucket} from '../../lib/time/token-bucket.ts';
import type {Tracing} from '../../lib/trace.ts';
import type {Link, LinkEnd} from '../../net/link/link.ts';
import type {AppendOutcome, Database} from '../../storage/types.ts';
import type {PeerKey} from '../api/api.ts';
import type {Conversations} from '../conversations/conversations.ts';
import type {Typing} from '../conversations/typing.ts';
import type {EventQueue} from '../event-queue.ts';
import type {Acquaintance} from '../peers/peer-policy.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {Presence} from '../peers/presence.ts';
import type {StatusExchange} from '../peers/status-exchange.ts';
import type {ReachExchange} from '../reach/reach-exchange.ts';
import type {RuntimeState} from '../runtime-state.ts';
import {createCopyWatch} from '../sync/copy-watch.ts';
import type {Delivery} from '../sync/delivery.ts';
import type {Scheduler} from '../sync/scheduler.ts';
import {createSession, type Session} from '../sync/session.ts';
import {createSyncEvents} from './sync-events.ts';

/** What a key that is not accepted may send (SECURITY rule 9). */
const STRANGER_FRAMES = {perSecond: 5, burst: 20};
/** A name and a status are taken at most this often from one peer, milliseconds: each one is a write and a redraw. */
const RENEWAL_INTERVAL = 1000;

export type SessionOpenerOptions = {
  readonly selfKey: PeerKey;
  readonly state: RuntimeState<PeerKey>;
  readonly tracing: Tracing;
  readonly sendsReceipts: () => boolean;
  readonly database: Database;
  readonly delivery: Delivery;
  readonly conversations: Conversations;
  readonly typing: Typing;
  readonly peers: PeerBook;
  readonly acquaintance: Acquaintance;
  readonly presence: Presence;
  readonly scheduler: Scheduler;
  readonly events: EventQueue;
  readonly clock: Clock;
  /** Exchanges with peers how each is found. */
  readonly exchange: Pick<ReachExchange, 'hear'>;
  readonly statuses: Pick<StatusExchange, 'hear'>;
  /** A peer lets us write: what contacts tell each other is told. */
  readonly greet: (key: PeerKey) => void;
  /** Entries of a peer were committed. */
  readonly received: (key: PeerKey, outcome: AppendOutcome) => void;
  /** A peer does not answer what was sent over this link. */
  readonly doubted: (link: Link) => void;
  /** Something went wrong that nobody waits for. */
  readonly failed: (error: unknown) => void;
};

/** Opens the sessions of links, and hands what they tell to those whom it concerns. */
export type SessionOpener = {
  /** The session of a link, which is still to be started. `onEnded` hears of the end of the link. */
  readonly open: (link: Link, isAccepted: boolean, onEnded: (end: LinkEnd) => void) => Session;
  /** What was sent on a dead link but not acknowledged is queued again, and is shown so. */
  readonly requeue: (key: PeerKey) => void;
  /** A peer keeps another link with us than we know of. */
  readonly onUnknownLink: (key: PeerKey) => void;
  /** The end: what was to happen later does not, since the database is about to be closed. */
  readonly stop: () => void;
};

/** The opener over all parts that sessions speak to. */
export function createSessionOpener(options: SessionOpenerOptions): SessionOpener {
  const {clock, database, delivery, conversations, peers} = options;
  const {renumbering} = conversations;
  let stopped = false;
  const copies = createCopyWatch({
    ...{clock, state: options.state, events: options.events},
    nameOf: key => peers.view(key).name,
    rotate: key => renumbering.rotate(directWith(key)),
  });
  const onEvent = createSyncEvents({...options, copies});

  /** What a peer says of itself is taken late, so nobody is there to catch what a full disk throws. */
  function seldom(key: PeerKey, take: (key: PeerKey, text: string) => void): (text: string) => void {
    return atMostEvery(clock, RENEWAL_INTERVAL, text => {
      try {
        if (!stopped && peers.row(key) !== null) {
          take(key, text);
        }
      } catch (error) {
        options.failed(error);
      }
    });
  }

  /** Members of a room talk about it: that is no stranger's flood. */
  function isMember(key: PeerKey): boolean {
    return peers.row(key)?.relation === 'member';
  }

  return {
    open(link, isAccepted, onEnded) {
      const key = link.remoteKey;
      const conversation = directWith(key);
      const frames = createTokenBucket(clock, STRANGER_FRAMES);
      const renameSoon = seldom(key, options.acquaintance.rename);
      const hearStatusSoon = seldom(key, options.statuses.hear);
      return createSession({
        ...{link, database, conversation, scheduler: options.scheduler, selfKey: options.selfKey},
        tracing: options.tracing,
        logs: () => database.ownLogs(conversation),
        accepted: isAccepted,
        sendsReceipts: options.sendsReceipts,
        allowsFrame: () => isMember(key) || frames.take(),
        onEvent(event) {
          switch (event.type) {
            case 'renamed':
              renameSoon(event.name);
              break;
            case 'status':
              hearStatusSoon(event.text);
              break;
            case 'ended':
              onEnded(event.end);
              break;
            default:
              onEvent(key, event);
          }
        },
        onDoubt: () => options.doubted(link),
        onReordered: rows => renumbering.reordered(conversation, rows),
        retire: (epoch, keep) => renumbering.retire(conversation, epoch, keep),
      });
    },
    requeue(key) {
      for (const range of delivery.unlinked(directWith(key), key)) {
        conversations.changedState(directWith(key), range, 'queued');
      }
    },
    onUnknownLink: copies.onUnknownLink,
    stop() {
      stopped = true;
    },
  };
}
