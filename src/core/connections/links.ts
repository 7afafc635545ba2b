import {directWith} from '../../lib/conversation.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import {atMostEvery} from '../../lib/time/throttle.ts';
import {createTokenBucket} from '../../lib/time/token-bucket.ts';
import {type OwnHello, publicReason} from '../../net/link/handshake.ts';
import type {Link, LinkEnd} from '../../net/link/link.ts';
import type {Admission, NetworkOptions} from '../../net/network.ts';
import type {AppendOutcome, Database} from '../../storage/types.ts';
import type {ByeReason} from '../../wire/chat/messages.ts';
import type {CloseReason, DeliveryState, PeerKey} from '../api/api.ts';
import type {Conversations} from '../conversations/conversations.ts';
import type {Typing} from '../conversations/typing.ts';
import type {EventQueue} from '../event-queue.ts';
import type {Devices} from '../peers/devices.ts';
import type {Acquaintance} from '../peers/peer-policy.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {Presence} from '../peers/presence.ts';
import {isPinned} from '../peers/relation.ts';
import type {RuntimeState} from '../runtime-state.ts';
import {createCopyWatch} from '../sync/copy-watch.ts';
import type {Delivery} from '../sync/delivery.ts';
import {CANNOT_STORE} from '../sync/machine.ts';
import type {SequenceRange, SyncEvent} from '../sync/machine-types.ts';
import type {Scheduler} from '../sync/scheduler.ts';
import {createSession, type Session} from '../sync/session.ts';

/** What a key that is not accepted may send (SECURITY rule 9). */
const STRANGER_FRAMES = {perSecond: 5, burst: 20};
/** Names are taken at most this often from one peer, milliseconds: each one is a write and a redraw. */
const RENAME_INTERVAL = 1000;
/** How long a peer that closed a duplicate has to come in on the other link before it counts as gone. */
const SWAP_GRACE = 2000;
/** A dial takes no longer than this: who dials when we were linked for longer has given that link up. */
const LONGEST_DIAL = 5000;

export type LinksOptions = {
  readonly selfKey: PeerKey;
  readonly state: RuntimeState<PeerKey>;
  readonly hello: () => OwnHello;
  readonly sendsReceipts: () => boolean;
  readonly database: Database;
  readonly delivery: Delivery;
  readonly conversations: Conversations;
  readonly typing: Typing;
  readonly peers: PeerBook;
  readonly acquaintance: Acquaintance;
  readonly devices: Devices;
  readonly presence: Presence;
  /** Whether the link to a peer is being replaced by a new one of ours. */
  readonly isRenewing: (key: PeerKey) => boolean;
  readonly scheduler: Scheduler;
  readonly events: EventQueue;
  readonly clock: Clock;
  /** Entries of a peer were committed. */
  readonly received: (key: PeerKey, outcome: AppendOutcome) => void;
  /** A peer is linked now. */
  readonly arrived: (link: Link) => void;
  /** A link to a peer ended and none replaced it. */
  readonly gone: (key: PeerKey, reason: CloseReason) => void;
  /** Something went wrong that nobody waits for. */
  readonly failed: (error: unknown) => void;
};

/** Who is linked: at most one link for each peer, whoever dialled. */
export type Links = {
  /** Decides about a peer whose key is proven, before it hears anything from us. */
  readonly admit: NetworkOptions['admit'];
  /**
   * Takes over a link on which both have said hello. `dialled` is the address that led to it, null if it came in.
   * False: it was a duplicate, or came too late to be welcome, and is closed. Throws what the database throws: it
   * is closed then, too, and whatever link there was before goes on.
   */
  readonly adopt: (link: Link, dialled?: string | null) => boolean;
  readonly session: (key: PeerKey) => Session | null;
  /** Peers that are online: linked, and neither strangers nor refused. */
  readonly online: () => readonly PeerKey[];
  readonly close: (key: PeerKey, reason: ByeReason) => Promise<void>;
  readonly all: () => readonly Session[];
  /** The end: what was to happen later does not, since the database is about to be closed. */
  readonly stop: () => void;
  /** A request was accepted: its link, if there is one, becomes a conversation. */
  readonly welcome: (key: PeerKey) => void;
};

/** Makes the table of links. */
export function createLinks(options: LinksOptions): Links {
  const {peers, events, conversations, acquaintance, presence} = options;
  const sessions = options.state.slot<Session>({
    name: 'link',
    dispose: session => void session.link.close('disconnect'),
  });
  const swaps = options.state.slot<Cancel>({name: 'wait for another link', dispose: cancel => cancel()});
  const copies = createCopyWatch({
    clock: options.clock,
    state: options.state,
    events,
    nameOf: key => peers.view(key).name,
    rotate: key => conversations.renumbering.rotate(directWith(key)),
  });
  /** When each present link began, on the monotonic clock. */
  const since = options.state.slot<number>({name: 'when the link began'});
  let stopped = false;

  function admit({remoteKey, initiator}: Parameters<Links['admit']>[0]): Admission {
    if (initiator && sessions.has(remoteKey) && !options.isRenewing(remoteKey)) {
      return {type: 'refuse', reason: 'duplicate'};
    }
    const refusal = acquaintance.refusal(remoteKey, initiator);
    if (refusal !== null) {
      return {type: 'refuse', reason: refusal};
    }
    return {type: 'hello', hello: options.hello()};
  }

  function adopt(link: Link, dialled: string | null = null): boolean {
    const refusal = refusalOf(link);
    if (refusal !== null) {
      void link.close(publicReason(refusal));
      return false;
    }
    try {
      acquaintance.meet(link, dialled);
      options.devices.note(link);
    } catch (error) {
      void link.close('busy', CANNOT_STORE);
      throw error;
    }
    begin(link);
    return true;
  }

  /** Much can happen between a key and a hello. */
  function refusalOf(link: Link): ByeReason | null {
    const key = link.remoteKey;
    const refusal = acquaintance.refusal(key, link.initiator);
    const current = sessions.get(key);
    if (refusal !== null || current === undefined) {
      return refusal;
    }
    const isRenewal = link.initiator && options.isRenewing(key);
    const isGivenUp = !link.initiator && options.clock.monotonic() - (since.get(key) ?? 0) > LONGEST_DIAL;
    return isRenewal || isGivenUp || replaces(link, current.link, options.selfKey) ? null : 'duplicate';
  }

  /** Begins to talk over a link, and ends the one that it replaces. */
  function begin(link: Link): void {
    const key = link.remoteKey;
    const replaced = sessions.get(key);
    const isSwap = swaps.delete(key) || replaced !== undefined;
    if (replaced !== undefined) {
      requeue(key);
    }
    const bucket = createTokenBucket(options.clock, STRANGER_FRAMES);
    const isAccepted = mayWrite(key);
    const renameSoon = atMostEvery(options.clock, RENAME_INTERVAL, (name: string) => rename(key, name));
    const session = createSession({
      link,
      database: options.database,
      scheduler: options.scheduler,
      conversation: directWith(key),
      selfKey: options.selfKey,
      logs: () => options.database.ownLogs(directWith(key)),
      accepted: isAccepted,
      sendsReceipts: options.sendsReceipts,
      toleratesFrame: bucket.take,
      onEvent: event => onEvent(key, event, () => sessions.get(key) === session, renameSoon),
      onReordered: rows => conversations.renumbering.reordered(directWith(key), rows),
      retire: (epoch, keep) => conversations.renumbering.retire(directWith(key), epoch, keep),
    });
    sessions.set(key, session);
    void replaced?.link.close('duplicate');
    since.set(key, options.clock.monotonic());
    options.arrived(link);
    if (isAccepted) {
      presence.came(link, isSwap);
    }
    session.start();
  }

  /** Names are taken late, so nobody is there to catch what a full disk throws. */
  function rename(key: PeerKey, name: string): void {
    try {
      if (!stopped && peers.row(key) !== null) {
        acquaintance.rename(key, name);
      }
    } catch (error) {
      options.failed(error);
    }
  }

  function onEvent(
    key: PeerKey,
    event: SyncEvent,
    isCurrent: () => boolean,
    renameSoon: (name: string) => void,
  ): void {
    const conversation = directWith(key);
    switch (event.type) {
      case 'standing':
        presence.answered(key, event.accepted);
        break;
      case 'renamed':
        renameSoon(event.name);
        break;
      case 'typing':
        onTyping(key, event.active);
        break;
      case 'received':
        options.received(key, event.outcome);
        break;
      case 'acknowledged':
        changedState(
          key,
          options.delivery.acknowledged(conversation, key, event.epoch, event.upTo),
          'delivered',
        );
        break;
      case 'read':
        changedState(key, options.delivery.read(conversation, key, event.epoch, event.upTo), 'read');
        break;
      case 'sent':
        options.delivery.sent(conversation, key, event.range.epoch, event.range.to);
        changedState(key, event.range, 'sent');
        break;
      case 'outdated':
        copies.onOtherLog(key);
        break;
      case 'storage-failed':
        options.failed(event.error);
        break;
      case 'ended':
        if (isCurrent()) {
          onEnded(key, event.end);
        }
        break;
    }
  }

  function changedState(key: PeerKey, range: SequenceRange | null, state: DeliveryState): void {
    if (range !== null) {
      conversations.changedState(directWith(key), range, state);
    }
  }

  function onTyping(key: PeerKey, active: boolean): void {
    if (peers.row(key)?.relation === 'contact') {
      options.typing.heard(key, active);
    }
  }

  function onEnded(key: PeerKey, end: LinkEnd): void {
    sessions.delete(key);
    requeue(key);
    const reason = closeReason(end);
    if (reason === 'duplicate') {
      swaps.set(
        key,
        options.clock.after(SWAP_GRACE, () => {
          swaps.delete(key);
          copies.onUnknownLink(key);
          leave(key, reason, null);
        }),
      );
      return;
    }
    leave(key, reason, endDetail(end));
  }

  function leave(key: PeerKey, reason: CloseReason, detail: SafeText | null): void {
    options.typing.stopped(key);
    presence.went(key, reason, detail);
    options.gone(key, reason);
  }

  /** What was sent on a dead link but not acknowledged is queued again, and is shown so. */
  function requeue(key: PeerKey): void {
    for (const range of options.delivery.unlinked(directWith(key), key)) {
      conversations.changedState(directWith(key), range, 'queued');
    }
  }

  function mayWrite(key: PeerKey): boolean {
    return isPinned(peers.row(key)?.relation ?? null);
  }

  return {
    admit,
    adopt,
    session: key => sessions.get(key) ?? null,
    online: () => sessions.keys().filter(mayWrite),
    all: sessions.values,
    async close(key, reason) {
      await sessions.get(key)?.link.close(reason);
    },
    stop() {
      stopped = true;
      for (const cancel of swaps.values()) {
        cancel();
      }
    },
    welcome(key) {
      const session = sessions.get(key);
      if (session !== undefined) {
        presence.came(session.link, false);
        session.accept();
        if (session.isAccepted()) {
          presence.answered(key, true);
        }
      }
    },
  };
}

/**
 * Whether a new link takes the place of the one we have (SECURITY rule 8). A peer that runs anew has forgotten the
 * old one. When it dialled again by itself it has given the old one up. When both dialled at once, both
 * sides keep the link that the larger key started.
 */
function replaces(next: Link, current: Link, selfKey: PeerKey): boolean {
  if (next.hello.instance !== current.hello.instance) {
    return true;
  }
  if (next.initiator === current.initiator) {
    return !next.initiator;
  }
  return next.initiator === selfKey > next.remoteKey;
}

function closeReason(end: LinkEnd): CloseReason {
  switch (end.type) {
    case 'bye':
      return end.bye.reason;
    case 'closed':
      return end.reason;
    case 'protocol':
      return 'protocol';
    case 'lost':
      return 'lost';
  }
}

function endDetail(end: LinkEnd): SafeText | null {
  switch (end.type) {
    case 'bye':
      return end.bye.detail === '' ? null : safeLine(end.bye.detail);
    case 'closed':
      return null;
    case 'protocol':
    case 'lost':
      return safeLine(end.detail);
  }
}
