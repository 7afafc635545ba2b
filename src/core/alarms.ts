import {looksLike} from '../identity/confusable.ts';
import {shortId} from '../identity/short-id.ts';
import {safe, storedText} from '../lib/safe-text.ts';
import {LinkFailure} from '../net/secure-link.ts';
import type {PeerRow} from '../storage/types.ts';
import type {AlarmReason, PeerKey, Relation} from './api.ts';
import type {EventQueue} from './event-queue.ts';
import type {PeerBook} from './peer-book.ts';

/** Whom a newcomer could be taken for. */
export type Suspicion = {readonly contact: PeerKey; readonly why: AlarmReason};

export type AlarmOptions = {
  readonly peers: PeerBook;
  readonly events: EventQueue;
  /** A peer that is linked under its own key has not gone anywhere. */
  readonly isOnline: (key: PeerKey) => boolean;
};

/**
 * Notices who comes under the name or the address of a contact with another key (SECURITY rule 4). A contact is
 * its key: nobody ever takes its place, but people go by names, and those are told.
 */
export type Alarms = {
  /** Whom a peer could be taken for, by its name or by one of the addresses it has now. */
  readonly suspect: (key: PeerKey, address: string | null) => Suspicion | null;
  /** Sets a peer apart, and tells the user once in a run of the program. */
  readonly raise: (key: PeerKey, suspicion: Suspicion) => void;
  /** A contact took another name: tells the user if it is like the name of another contact. */
  readonly renamed: (key: PeerKey) => void;
  /** A dial to a contact failed with this error: if another key answered at the address, raises the alarm. */
  readonly missed: (contact: PeerKey, address: string, error: unknown) => void;
  /** Tells again of those set apart in an earlier run. */
  readonly remind: () => void;
};

/** Makes the watch over all newcomers. */
export function createAlarms({peers, events, isOnline}: AlarmOptions): Alarms {
  /** What was told in this run: who could be taken for whom, and why. */
  const told = new Set<string>();

  function suspect(key: PeerKey, address: string | null): Suspicion | null {
    const contacts = peers.rows().filter(row => row.key !== key && isPinned(row.relation));
    const stranger = peers.row(key);
    const namesake =
      stranger === null ? undefined : contacts.find(row => looksLike(named(stranger), named(row)));
    if (namesake !== undefined) {
      return {contact: namesake.key, why: 'name'};
    }
    const successor = contacts.find(row => row.address === address && !isOnline(row.key));
    return address === null || successor === undefined ? null : {contact: successor.key, why: 'address'};
  }

  function raise(key: PeerKey, suspicion: Suspicion): void {
    if (peers.row(key)?.relation !== 'alarmed') {
      peers.save(key, {relation: 'alarmed'});
    }
    tell(key, suspicion);
  }

  function tell(key: PeerKey, suspicion: Suspicion): void {
    const {contact, why} = suspicion;
    if (isNews(key, suspicion)) {
      events.push({type: 'key-alarm', peer: peers.view(key), contact: peers.view(contact), why});
    }
  }

  function isNews(key: PeerKey, {contact, why}: Suspicion): boolean {
    const news = [key, contact, why].join(' ');
    const isNew = !told.has(news);
    told.add(news);
    return isNew;
  }

  function renamed(key: PeerKey): void {
    const suspicion = suspect(key, null);
    if (suspicion !== null && isNews(key, suspicion)) {
      const [one, other] = [peers.view(key).name, peers.view(suspicion.contact).name];
      const text = safe`This contact has taken another name and is shown as ${one} now. ${other} is somebody else.`;
      events.push({type: 'notice', text, conversation: key});
    }
  }

  function missed(contact: PeerKey, address: string, error: unknown): void {
    const found = foundKey(error);
    if (found === null || isOnline(contact) || !isStrange(peers.row(found)) || isKnownAt(address, found)) {
      return;
    }
    peers.save(found, {relation: 'alarmed', address});
    tell(found, {contact, why: 'address'});
  }

  /** Whoever answers with a new key each time is one newcomer, not many. */
  function isKnownAt(address: string, found: PeerKey): boolean {
    return peers
      .rows()
      .some(row => row.key !== found && row.relation === 'alarmed' && row.address === address);
  }

  function remind(): void {
    for (const {key, address} of peers.rows().filter(row => row.relation === 'alarmed')) {
      const suspicion = suspect(key, address);
      if (suspicion !== null) {
        tell(key, suspicion);
      }
    }
  }

  return {suspect, raise, renamed, missed, remind};
}

/** Whose key is pinned: people that something is said to. */
export function isPinned(relation: Relation | null): boolean {
  return relation === 'contact' || relation === 'asking';
}

/** Nobody has decided about it yet. */
function isStrange(row: PeerRow | null): boolean {
  return row === null || row.relation === 'request' || row.relation === 'alarmed';
}

function named({key, name}: PeerRow) {
  return {key, id: shortId(key), name: storedText(name)};
}

/** The key that answered in place of the one that was dialled. */
function foundKey(error: unknown): PeerKey | null {
  const cause = error instanceof Error ? error.cause : undefined;
  const failure = cause instanceof LinkFailure ? cause.failure : null;
  return failure?.type === 'key-mismatch' ? failure.remoteKey : null;
}
