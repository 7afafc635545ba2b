import {directWith} from '../../lib/conversation.ts';
import type {SafeText} from '../../lib/text/safe-text.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {Link} from '../../net/link/link.ts';
import type {CloseReason, PeerKey} from '../api/api.ts';
import type {EventQueue} from '../event-queue.ts';
import type {RuntimeState} from '../runtime-state.ts';
import type {PeerBook} from './peer-store.ts';

export type PresenceOptions = {
  readonly state: RuntimeState<PeerKey>;
  readonly peers: PeerBook;
  readonly events: EventQueue;
  readonly clock: Clock;
};

/** What the user is told of the coming and going of peers. */
export type Presence = {
  /** `quietly`: another link took the place of one, nobody came. */
  readonly came: (link: Link, quietly: boolean) => void;
  readonly went: (key: PeerKey, reason: CloseReason, detail: SafeText | null) => void;
  /** The peer lets us write, or does not. Throws what the database throws. */
  readonly answered: (key: PeerKey, accepted: boolean) => void;
};

export function createPresence({state, peers, events, clock}: PresenceOptions): Presence {
  /** Strangers who broke the protocol: the user hears of each once. */
  const warnedPeers = state.slot<true>({name: 'told of a broken protocol'});
  /** Contacts that have to accept us again: the user hears of each once in the life of a link. */
  const reminded = state.slot<true>({name: 'told to wait again'});

  function went(key: PeerKey, reason: CloseReason, detail: SafeText | null): void {
    const row = peers.row(key);
    const wasOnline = peers.view(key).presence === 'online';
    reminded.delete(key);
    peers.setLive(key, null);
    if (row === null) {
      return; // deleted meanwhile
    }
    peers.note(key, {lastSeen: clock.now()});
    if (reason === 'declined' && row.relation === 'asking') {
      events.push({type: 'request-declined', peer: peers.view(key)});
    }
    if (wasOnline) {
      events.push({type: 'peer-offline', peer: peers.view(key), reason, detail});
    } else if (reason === 'protocol' && !warnedPeers.has(key)) {
      warnedPeers.set(key, true);
      const why = detail ?? coreTexts.links.noReason;
      const text = coreTexts.links.brokeProtocol(peers.view(key).name, why);
      events.push({type: 'notice', text, conversation: directWith(key)});
    }
  }

  return {
    went,
    came({remoteKey, remoteAddress, path}, quietly) {
      const was = peers.view(remoteKey).path;
      peers.setLive(remoteKey, {presence: 'online', address: remoteAddress, path});
      if (quietly && was !== null && was !== path) {
        events.push({type: 'path', peer: peers.view(remoteKey), was});
      }
      if (!quietly) {
        events.push({type: 'peer-online', peer: peers.view(remoteKey)});
      }
    },
    answered(key, accepted) {
      const relation = peers.row(key)?.relation;
      if (accepted && peers.move(key, 'accepted-us')) {
        events.push({type: 'request-accepted', peer: peers.view(key)});
      } else if (relation === 'contact' && !accepted && !reminded.has(key)) {
        reminded.set(key, true);
        const text = coreTexts.requests.hasToAcceptAgain(peers.view(key).name);
        events.push({type: 'notice', text, conversation: directWith(key)});
      }
    },
  };
}
