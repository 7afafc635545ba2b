import {directWith} from '../../lib/conversation.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {createTokenBucket, type TokenBucket} from '../../lib/time/token-bucket.ts';
import {dialFailure} from '../../net/link/dial-errors.ts';
import type {PeerRow} from '../../storage/types.ts';
import type {AlarmReason, PeerKey} from '../api/api.ts';
import type {EventQueue} from '../event-queue.ts';
import type {RuntimeState} from '../runtime-state.ts';
import {answeredAt} from './peer-address.ts';
import type {PeerBook} from './peer-store.ts';
import {isAcceptedByUs, isWaiting} from './relation.ts';

/** The contact that an unknown peer could be taken for. */
export type Suspicion = {readonly contact: PeerKey; readonly why: AlarmReason};

/** Newcomers like one contact that are told of at once, and how often after that: alarms are to be read. */
const ALARMS = {perSecond: 1 / 600, burst: 5};

export type AlarmOptions = {
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly state: RuntimeState<PeerKey>;
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
  /**
   * The contact that a peer could be taken for, by its name, or because it answered at `dialled`, where a contact was before
   * (null if it was not dialled). Where somebody comes in from, and the port they say they listen on, tells
   * nothing: all behind one router come from one host, and most listen on the same port.
   */
  readonly suspect: (peer: PeerRow, dialled: string | null) => Suspicion | null;
  /** Sets a peer apart, and tells the user once in a run of the program. */
  readonly raise: (key: PeerKey, suspicion: Suspicion) => void;
  /** A contact took another name: tells the user if it is like the name of another contact. */
  readonly renamed: (key: PeerKey) => void;
  /** A dial to a contact failed with this error: if another key answered at the address, raises the alarm. */
  readonly missed: (contact: PeerKey, address: string, error: unknown) => void;
  /** Tells again of those set apart in an earlier run. */
  readonly remind: () => void;
};

export function createAlarms({clock, state, peers, events, isOnline}: AlarmOptions): Alarms {
  /** What was told of each newcomer in this run: whom they could be taken for, and why. */
  const told = state.slot<Set<string>>({name: 'alarms'});
  state.onForget(contact => {
    for (const news of told.values()) {
      for (const one of [...news].filter(text => text.startsWith(contact))) {
        news.delete(one);
      }
    }
  });
  /** What may still be told about newcomers like a contact, and of which contacts it was said that there are more. */
  const buckets = state.slot<TokenBucket>({name: 'alarms about others like them'});
  const summarised = state.slot<true>({name: 'told that there are more like them'});

  function suspect(peer: PeerRow, dialled: string | null): Suspicion | null {
    const [namesake] = peers.namesakes(peer);
    if (namesake !== undefined) {
      return {contact: namesake, why: 'name'};
    }
    const predecessor =
      dialled === null ? undefined : peers.rows().find(row => isGoneFrom(dialled, row, peer.key));
    return predecessor === undefined ? null : {contact: predecessor.key, why: 'address'};
  }

  /** A contact that answered at an address, and is not here now. */
  function isGoneFrom(address: string, row: PeerRow, newcomer: PeerKey): boolean {
    return (
      row.key !== newcomer &&
      isAcceptedByUs(row.relation) &&
      answeredAt(row) === address &&
      !isOnline(row.key)
    );
  }

  function raise(key: PeerKey, suspicion: Suspicion): void {
    if (peers.row(key)?.relation !== 'alarmed') {
      peers.move(key, 'suspected');
    }
    tell(key, suspicion);
  }

  function tell(key: PeerKey, suspicion: Suspicion): void {
    const {contact, why} = suspicion;
    if (!isNews(key, suspicion)) {
      return;
    }
    if (mayTellOf(contact)) {
      events.push({type: 'key-alarm', peer: peers.view(key), contact: peers.view(contact), why});
    } else if (!summarised.has(contact)) {
      summarised.set(contact, true);
      const text = coreTexts.keys.manyLookAlikes(peers.view(contact).name);
      events.push({type: 'notice', text, conversation: null});
    }
  }

  /** Keys cost nothing: whoever makes many must not bury what the user reads. */
  function mayTellOf(contact: PeerKey): boolean {
    const bucket = buckets.get(contact) ?? createTokenBucket(clock, ALARMS);
    buckets.set(contact, bucket);
    return bucket.take();
  }

  function isNews(key: PeerKey, {contact, why}: Suspicion): boolean {
    const known = told.get(key) ?? new Set();
    const news = `${contact} ${why}`;
    const isNew = !known.has(news);
    told.set(key, known.add(news));
    return isNew;
  }

  function renamed(key: PeerKey): void {
    const row = peers.row(key);
    const suspicion = row === null ? null : suspect(row, null);
    if (suspicion !== null && isNews(key, suspicion)) {
      const [one, other] = [peers.view(key).name, peers.view(suspicion.contact).name];
      const text = coreTexts.keys.renamed(one, other);
      events.push({type: 'notice', text, conversation: directWith(key)});
    }
  }

  function missed(contact: PeerKey, address: string, error: unknown): void {
    const found = foundKey(error);
    const row = peers.row(contact);
    const wasHere = row !== null && answeredAt(row) === address;
    if (!wasHere || found === null || isOnline(contact) || !isUndecided(peers.row(found))) {
      return;
    }
    if (isKnownAt(address, found)) {
      return;
    }
    peers.move(found, 'suspected', {address, addressProven: true});
    tell(found, {contact, why: 'address'});
  }

  /** A host that answers with a new key each time is one newcomer, not many. */
  function isKnownAt(address: string, found: PeerKey): boolean {
    return peers
      .rows()
      .some(row => row.key !== found && row.relation === 'alarmed' && row.address === address);
  }

  function remind(): void {
    for (const row of peers.rows().filter(({relation}) => relation === 'alarmed')) {
      const suspicion = suspect(row, answeredAt(row));
      if (suspicion !== null) {
        tell(row.key, suspicion);
      }
    }
  }

  return {suspect, raise, renamed, missed, remind};
}

/** Nobody has decided about it yet. */
function isUndecided(row: PeerRow | null): boolean {
  return row === null || isWaiting(row.relation);
}

/** The key that answered in place of the one that was dialled. */
function foundKey(error: unknown): PeerKey | null {
  const failure = dialFailure(error);
  return failure?.type === 'key-mismatch' ? failure.remoteKey : null;
}
