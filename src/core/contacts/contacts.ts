import {checkName} from '../../identity/names/names.ts';
import {formatAddress} from '../../lib/address.ts';
import {isRoom, peerOf} from '../../lib/conversation.ts';
import {NatterError} from '../../lib/errors.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import {dialFailure} from '../../net/link/dial-errors.ts';
import type {Network} from '../../net/network.ts';
import type {PeerRow} from '../../storage/types.ts';
import type {Action, ActionResult, Address, ConversationId, PeerKey, PeerView} from '../api/api.ts';
import type {ComingBack} from '../connections/auto-dialer.ts';
import type {Links} from '../connections/links.ts';
import {answeredAt} from '../peers/peer-address.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {Trust} from './trust.ts';

/** The contacts. */
const MAY_BE_LINKED: ReadonlySet<PeerRow['relation']> = new Set(['contact', 'asking'] as const);

export type ContactsOptions = {
  readonly network: Network;
  readonly links: Links;
  readonly peers: PeerBook;
  readonly trust: Trust;
  readonly comingBack: ComingBack;
  /** Throws if nothing may be written to this room. */
  readonly checkMember: (room: ConversationId) => void;
};

type ContactAction = 'connect' | 'disconnect' | 'retry' | 'accept' | 'decline' | 'name-peer' | 'resolve';

/** The contacts. */
export type Contacts = {
  readonly actions: {
    readonly [T in ContactAction]: (action: Extract<Action, {type: T}>) => Promise<ActionResult[T]>;
  };
  /** Throws if nothing may be written to this conversation. */
  readonly checkRecipient: (conversation: ConversationId) => void;
};

/** The actions that begin and end a contact. */
export function createContacts(options: ContactsOptions): Contacts {
  const {network, links, peers, trust, comingBack, checkMember} = options;
  async function dial(address: Address): Promise<PeerView> {
    const link = await network.dial(address);
    const key = link.remoteKey;
    const adopted = links.adopt(link, formatAddress(address));
    if (!adopted && links.session(key) === null) {
      throw new NatterError('LINK_LOST', coreTexts.links.lostAgain(formatAddress(address)));
    }
    trust.check(key);
    if (!adopted) {
      peers.save(key, {address: formatAddress(address), addressProven: true});
    }
    return peers.view(key);
  }

  /** The linked peer that answered at this address. An address that a peer merely claims does not count. */
  function linkedAt(address: Address): PeerKey | null {
    const text = formatAddress(address);
    return links.online().find(key => isAt(peers.row(key), text)) ?? null;
  }

  /**
   * The peer with which a second link was refused because there is one, or one comes up: here, under another address perhaps, or
   * there, where it was noticed first.
   */
  function linkedMeanwhile(error: unknown, address: Address, refusedHere: PeerKey | null): PeerKey | null {
    if (refusedHere !== null) {
      const row = peers.row(refusedHere);
      return row !== null && MAY_BE_LINKED.has(row.relation) ? refusedHere : null;
    }
    const failure = dialFailure(error);
    const text = formatAddress(address);
    return failure?.type === 'refused-there' && failure.bye.reason === 'duplicate'
      ? (peers.rows().find(row => MAY_BE_LINKED.has(row.relation) && isAt(row, text))?.key ?? null)
      : null;
  }

  function accept(key: PeerKey): PeerView {
    peers.move(key, 'accepted');
    links.welcome(key);
    comingBack.release(key); // it may have left meanwhile, or was declined before
    return peers.view(key);
  }

  function soleOnlinePeer(): PeerKey {
    const online = links.online();
    const [key] = online;
    if (key === undefined) {
      throw new NatterError('NOT_CONNECTED', coreTexts.links.nobodyConnected);
    }
    if (online.length > 1) {
      throw new NatterError('WHO_AMBIGUOUS', coreTexts.links.severalConnected);
    }
    return key;
  }

  function noPendingRequest({name}: PeerView): NatterError {
    return new NatterError('NO_REQUEST', coreTexts.requests.notWaiting(name));
  }

  return {
    actions: {
      async connect({address}) {
        const linked = linkedAt(address);
        if (linked !== null) {
          trust.check(linked);
          return peers.view(linked);
        }
        try {
          return await dial(address);
        } catch (error) {
          const asker = refusedKey(error);
          const there = linkedMeanwhile(error, address, asker);
          if (there !== null) {
            trust.check(there);
            return peers.view(there);
          }
          if (asker === null || peers.row(asker)?.relation !== 'request') {
            throw error;
          }
          trust.check(asker);
          return accept(asker); // who dials somebody whose request waits means yes
        }
      },

      async disconnect({who}) {
        const key = who === null ? soleOnlinePeer() : peers.resolve(who);
        if (links.session(key) === null) {
          throw new NatterError('NOT_CONNECTED', coreTexts.links.notConnected(peers.view(key).name));
        }
        await links.close(key, 'disconnect');
        return [peers.view(key)];
      },

      async retry({who}) {
        comingBack.retry(peers.resolve(who));
        return null;
      },

      async accept({who}) {
        const key = peers.resolve(who, 'request', 'declined');
        const peer = peers.view(key);
        trust.check(key);
        if (peer.relation !== 'request' && peer.relation !== 'declined') {
          throw noPendingRequest(peer);
        }
        return accept(key);
      },

      async decline({who}) {
        const key = peers.resolve(who, 'request');
        const peer = peers.view(key);
        if (peer.relation !== 'request') {
          throw noPendingRequest(peer);
        }
        peers.move(key, 'declined');
        await links.close(key, 'declined');
        trust.forgetOldDeclined();
        return peers.view(key);
      },

      async 'name-peer'({who, name}) {
        const key = peers.resolve(who);
        peers.save(key, {localName: name === null ? null : checkName(name)});
        return peers.view(key);
      },

      async resolve({who}) {
        return peers.view(peers.resolve(who));
      },
    },

    checkRecipient(conversation) {
      if (isRoom(conversation)) {
        checkMember(conversation);
        return;
      }
      const key = peerOf(conversation);
      const peer = peers.row(key);
      if (peer === null) {
        throw new NatterError('WHO_UNKNOWN', coreTexts.conversations.unknown);
      }
      if (peer.relation === 'request' || peer.relation === 'declined') {
        const {name, id} = peers.view(key);
        throw new NatterError('NO_CONVERSATION', coreTexts.requests.acceptFirst(name, id));
      }
      trust.check(key);
      if (peer.relation === 'blocked') {
        throw new NatterError('PEER_BLOCKED', coreTexts.contacts.blocked(peers.view(key).name));
      }
    },
  };
}

function isAt(row: PeerRow | null, address: string): boolean {
  return row !== null && answeredAt(row) === address;
}

/** The key of a peer that we did not link with a second time. */
function refusedKey(error: unknown): PeerKey | null {
  const failure = dialFailure(error);
  return failure?.type === 'refused-here' && failure.reason === 'duplicate' ? failure.remoteKey : null;
}
