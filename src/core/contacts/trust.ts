import {safetyCode} from '../../identity/safety-code.ts';
import {directWith} from '../../lib/conversation.ts';
import {NatterError} from '../../lib/errors.ts';
import {type SafeText, safeLine, storedText} from '../../lib/text/safe-text.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import type {Database} from '../../storage/types.ts';
import type {Action, ActionResult, PeerKey, PeerView, SafetyCodeView, Self} from '../api/api.ts';
import type {Links} from '../connections/links.ts';
import type {EventQueue} from '../event-queue.ts';
import type {Alarms} from '../peers/impersonation-alerts.ts';
import {answeredAt} from '../peers/peer-address.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {isAcceptedByUs} from '../peers/relation.ts';
import type {RuntimeState} from '../runtime-state.ts';

/** People we said no to that are remembered; beyond it, those that were seen longest ago may ask again. */
const MAX_DECLINED = 500;

export type TrustOptions = {
  readonly self: () => Self;
  readonly state: RuntimeState<PeerKey>;
  readonly database: Database;
  readonly peers: PeerBook;
  readonly alarms: Alarms;
  readonly links: Links;
  readonly events: EventQueue;
  /** Dials a peer again if it is wanted and has an address. */
  readonly dialAgain: (key: PeerKey) => void;
  /** No more attempts to reach a peer. */
  readonly letGo: (key: PeerKey) => void;
  /** Does what ends a contact, and makes that they cannot find us any more. Throws what the database throws. */
  readonly cutOff: (key: PeerKey, work: () => void) => void;
  /** Begins to remove what is left of a deleted conversation from the file. */
  readonly cleanUp: () => void;
  /** Destroys the key of the profile, stops the core, deletes the rest. Rejects if the key cannot be destroyed. */
  readonly wipe: () => Promise<void>;
};

type TrustAction = 'verify' | 'trust' | 'block' | 'unblock' | 'forget' | 'wipe';

/** What the user decides about people and their keys. */
export type Trust = {
  readonly actions: {
    readonly [T in TrustAction]: (action: Extract<Action, {type: T}>) => Promise<ActionResult[T]>;
  };
  readonly safetyCode: (who: string) => SafetyCodeView;
  /** Throws `KEY_CHANGED` for somebody who could be taken for a contact, until the user trusts them. */
  readonly check: (key: PeerKey) => void;
  /** Keeps those we said no to from growing without bound: a stranger costs nothing to make. */
  readonly forgetOldDeclined: () => void;
};

/** The actions about trust. */
export function createTrust(options: TrustOptions): Trust {
  const {peers, links, alarms, events} = options;
  /** The peers whose code was shown in this run: only those can be marked. */
  const compared = options.state.slot<true>({name: 'code was shown'});

  const actions: Trust['actions'] = {
    async verify({who, verified}) {
      const key = peers.resolve(who);
      if (verified && !compared.has(key)) {
        throw notCompared(peers.view(key));
      }
      peers.save(key, {verified});
      return peers.view(key);
    },

    async trust({who}) {
      const key = peers.resolve(who, 'alarmed');
      if (peers.view(key).relation !== 'alarmed') {
        throw new NatterError('NO_ALARM', coreTexts.keys.noAlarm(peers.view(key).name));
      }
      const session = links.session(key);
      peers.move(key, session?.link.initiator === false ? 'trusted-caller' : 'trusted');
      releaseAddress(key);
      links.welcome(key);
      options.dialAgain(key);
      return peers.view(key);
    },

    async block({who}) {
      const key = peers.resolve(who);
      options.cutOff(key, () => void peers.move(key, 'blocked'));
      options.letGo(key);
      await links.close(key, 'disconnect'); // a blocked key is not told that it is
      return peers.view(key);
    },

    async unblock({who}) {
      const key = peers.resolve(who, 'blocked');
      if (!peers.move(key, 'unblocked')) {
        throw new NatterError('NOT_BLOCKED', coreTexts.contacts.notBlocked(peers.view(key).name));
      }
      options.dialAgain(key);
      return peers.view(key);
    },

    async forget({who}) {
      const key = peers.resolve(who);
      const peer = peers.view(key);
      const closed = links.close(key, 'disconnect');
      options.cutOff(key, () => peers.forget(key)); // in the same turn: no link of it may come in between
      events.push({type: 'peer-forgotten', key});
      options.cleanUp();
      await closed;
      return peer;
    },

    async wipe({confirmation}) {
      const {id} = options.self();
      if (confirmation.trim() !== wipePhrase(id)) {
        throw unconfirmed(id);
      }
      await options.wipe();
      return null;
    },
  };

  /** A contact is not looked for any more where somebody else is at home now. */
  function releaseAddress(key: PeerKey): void {
    const address = peers.row(key)?.address ?? null;
    for (const row of peers.rows()) {
      if (address !== null && row.key !== key && row.address === address && isAcceptedByUs(row.relation)) {
        peers.save(row.key, {address: null, addressProven: false});
      }
    }
  }

  function check(key: PeerKey): void {
    const row = peers.row(key);
    const isOpen = row?.relation === 'request' || row?.relation === 'declined';
    const suspicion = isOpen ? alarms.suspect(row, answeredAt(row)) : null; // the contact may be newer than they
    if (suspicion !== null) {
      alarms.raise(key, suspicion);
    }
    if (peers.row(key)?.relation === 'alarmed') {
      throw keyChanged(peers.view(key));
    }
  }

  function forgetOldDeclined(): void {
    const declined = peers.rows().filter(row => row.relation === 'declined');
    const oldest = declined.sort((one, other) => other.lastSeen - one.lastSeen).slice(MAX_DECLINED);
    for (const {key} of oldest.filter(row => options.database.conversation(directWith(row.key)) === null)) {
      peers.remove(key);
      events.push({type: 'peer-forgotten', key});
    }
  }

  return {
    actions,
    check,
    forgetOldDeclined,
    safetyCode(who) {
      const key = peers.resolve(who);
      compared.set(key, true);
      return {peer: peers.view(key), ...safetyCode(options.self().key, key)};
    },
  };
}

/** Why nothing goes to somebody about whom there is an alarm. */
function keyChanged(peer: PeerView): NatterError {
  const id = safeLine(peer.id);
  return new NatterError('KEY_CHANGED', coreTexts.keys.alarmed(peer.name, id));
}

/** Confirmation phrase for /wipe; long enough not to be typed by accident. */
function wipePhrase(id: string): SafeText {
  return coreTexts.profile.wipePhrase(storedText(id));
}

function notCompared(peer: PeerView): NatterError {
  const id = safeLine(peer.id);
  return new NatterError('NOT_COMPARED', coreTexts.keys.notCompared(peer.name, id));
}

function unconfirmed(id: string): NatterError {
  return new NatterError('WIPE_UNCONFIRMED', coreTexts.profile.wipeUnconfirmed(wipePhrase(id)));
}
