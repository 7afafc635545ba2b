import {directWith} from '../../lib/conversation.ts';
import type {SafeText} from '../../lib/text/safe-text.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {Tracer} from '../../lib/trace.ts';
import type {OwnHello} from '../../net/link/handshake.ts';
import type {Link, LinkEnd} from '../../net/link/link.ts';
import {publicReason} from '../../net/link/refusals.ts';
import type {NetworkOptions} from '../../net/network.ts';
import type {ByeReason} from '../../wire/chat/messages.ts';
import type {CloseReason, PeerKey} from '../api/api.ts';
import type {Typing} from '../conversations/typing.ts';
import type {Devices} from '../peers/devices.ts';
import type {Acquaintance} from '../peers/peer-policy.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {Presence} from '../peers/presence.ts';
import {isAcceptedByUs} from '../peers/relation.ts';
import type {RuntimeState} from '../runtime-state.ts';
import {CANNOT_STORE} from '../sync/machine.ts';
import type {Session} from '../sync/session.ts';
import {closeReason, endDetail} from './link-ends.ts';
import {createLinkPolicy, type StandingLink} from './link-policy.ts';
import type {SessionOpener} from './session-opener.ts';
import {createSwapGrace} from './swap-grace.ts';

export type LinksOptions = {
  readonly selfKey: PeerKey;
  readonly state: RuntimeState<PeerKey>;
  readonly tracer: Tracer;
  readonly hello: () => OwnHello;
  readonly sessions: SessionOpener;
  readonly typing: Typing;
  readonly peers: PeerBook;
  readonly acquaintance: Acquaintance;
  readonly devices: Devices;
  readonly presence: Presence;
  readonly clock: Clock;
  /** Whether the link to a peer is being replaced by a new one of ours. */
  readonly isRenewing: (key: PeerKey) => boolean;
  /** The two let each other write. */
  readonly greet: (key: PeerKey) => void;
  /** A peer is linked now. */
  readonly arrived: (link: Link) => void;
  /** A link ended, be it replaced or not. */
  readonly ended: (link: Link) => void;
  /** A link to a peer ended and none replaced it. */
  readonly gone: (key: PeerKey, reason: CloseReason) => void;
};

/** The links: at most one for each peer, whoever dialled. */
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
  /** Wall time at which the link to a peer began, milliseconds; null without one. */
  readonly since: (key: PeerKey) => number | null;
  /** Peers that are online: linked, and neither strangers nor refused. */
  readonly online: () => readonly PeerKey[];
  readonly close: (key: PeerKey, reason: ByeReason) => Promise<void>;
  readonly all: () => readonly Session[];
  /** The end: what was to happen later does not, since the database is about to be closed. */
  readonly stop: () => void;
  /** A request was accepted: its link, if there is one, becomes a conversation. */
  readonly welcome: (key: PeerKey) => void;
};

/** A link that stands. */
type Current = {
  readonly session: Session;
  /** When it began, on the monotonic clock. */
  readonly since: number;
};

/** The table of links, empty. */
export function createLinks(options: LinksOptions): Links {
  const {state, tracer, clock, peers, acquaintance, presence} = options;
  const current = state.slot<Current>({
    name: 'link',
    dispose: ({session}) => void session.link.close('disconnect'),
  });
  const swaps = createSwapGrace(state, clock);
  const policy = createLinkPolicy({...options, standing});

  function standing(key: PeerKey): StandingLink | null {
    const present = current.get(key);
    return present === undefined ? null : {link: present.session.link, since: present.since};
  }

  function adopt(link: Link, dialled: string | null = null): boolean {
    const refusal = policy.refusal(link);
    if (refusal !== null) {
      tracer.note?.('refuse', {peer: tracer.peer(link.remoteKey), reason: refusal});
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

  /** Begins to talk over a link, and ends the one that it replaces. */
  function begin(link: Link): void {
    const key = link.remoteKey;
    const replaced = current.get(key);
    const isSwap = swaps.end(key) || replaced !== undefined;
    if (replaced !== undefined) {
      options.sessions.requeue(key);
    }
    const isAccepted = mayWrite(key);
    const session = options.sessions.open(link, isAccepted, end => {
      options.ended(link);
      if (current.get(key)?.session === session) {
        onEnded(key, end);
      }
    });
    tracer.note?.('adopt', {
      ...{peer: tracer.peer(key), path: link.path, accepted: isAccepted, replaces: replaced !== undefined},
    });
    current.set(key, {session, since: clock.monotonic()});
    void replaced?.session.link.close('duplicate');
    options.arrived(link);
    if (isAccepted) {
      presence.came(link, isSwap);
    }
    session.start();
  }

  function onEnded(key: PeerKey, end: LinkEnd): void {
    current.delete(key);
    options.sessions.requeue(key);
    const reason = closeReason(end);
    tracer.note?.('gone', {peer: tracer.peer(key), reason});
    if (reason === 'duplicate') {
      swaps.begin(key, () => {
        options.sessions.onUnknownLink(key);
        leave(key, reason, null);
      });
      return;
    }
    leave(key, reason, endDetail(end));
  }

  function leave(key: PeerKey, reason: CloseReason, detail: SafeText | null): void {
    options.typing.stopped(directWith(key));
    presence.went(key, reason, detail);
    options.gone(key, reason);
  }

  function mayWrite(key: PeerKey): boolean {
    return isAcceptedByUs(peers.row(key)?.relation ?? null);
  }

  function welcome(key: PeerKey): void {
    const session = current.get(key)?.session;
    if (session !== undefined) {
      presence.came(session.link, false);
      session.accept();
      if (session.isAccepted()) {
        presence.answered(key, true);
        options.greet(key);
      }
    }
  }

  return {
    admit: policy.admit,
    adopt,
    session: key => current.get(key)?.session ?? null,
    since(key) {
      const began = current.get(key)?.since;
      return began === undefined ? null : Math.round(clock.now() - (clock.monotonic() - began));
    },
    online: () => current.keys().filter(mayWrite),
    all: () => current.values().map(({session}) => session),
    async close(key, reason) {
      await current.get(key)?.session.link.close(reason);
    },
    welcome,
    stop() {
      options.sessions.stop();
      swaps.stop();
    },
  };
}
