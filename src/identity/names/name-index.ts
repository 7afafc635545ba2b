import type {PeerKey} from '../../lib/ids.ts';
import {type SafeText, storedText} from '../../lib/text/safe-text.ts';
import {isShortId} from '../short-id.ts';
import {looksOf} from './looks.ts';
import {mixedScript} from './mixed-script.ts';
import {TAIL_LENGTH, withoutTail, withTail} from './name-tail.ts';
import {foldCase} from './skeleton.ts';

/** A peer with what it is called. */
export type NamedPeer = {
  readonly key: PeerKey;
  /** Its short id. */
  readonly id: string;
  /** As it calls itself. */
  readonly name: SafeText;
  /** As the user calls it; null if the user leaves that to the peer. */
  readonly localName: SafeText | null;
  /** Somebody whom the user decided to talk to, or the user. A stranger changes nothing for those. */
  readonly isKnown: boolean;
};

/**
 * The names of all peers, by what they look like. One that changes costs as much as there are peers with names like
 * it, not as much as there are peers: strangers can change names often.
 */
export type NameIndex = {
  /** Adds a peer, or changes what is known of it. Returns the keys of those that are shown otherwise now. */
  readonly put: (peer: NamedPeer) => readonly PeerKey[];
  readonly remove: (key: PeerKey) => readonly PeerKey[];
  /** The name to show; null for somebody who is not in the index. */
  readonly shown: (key: PeerKey) => SafeText | null;
  /** Known people for whom this one could be taken, also itself if it is known. */
  readonly namesakes: (peer: Pick<NamedPeer, 'id' | 'name'>) => readonly PeerKey[];
};

type Entry = {readonly peer: NamedPeer; readonly looks: ReadonlySet<string>; shown: SafeText};

/** Peers of one look: all of them, and those whose tails would be the same. */
type Group = {
  readonly members: Set<PeerKey>;
  readonly known: Set<PeerKey>;
  readonly byTail: Map<string, Set<PeerKey>>;
};

/**
 * Creates an index without anybody (SECURITY rule 13). Somebody known is shown with the start of the id if another
 * one known looks alike, a stranger if anybody does; and whoever's name mixes scripts or has the form of an id.
 */
export function createNameIndex(): NameIndex {
  const entries = new Map<PeerKey, Entry>();
  const groups = new Map<string, Group>();

  function put(peer: NamedPeer): readonly PeerKey[] {
    const before = entries.get(peer.key);
    if (before !== undefined && isSame(before.peer, peer)) {
      return [];
    }
    const touched = leave(peer.key);
    const looks = allLooks(peer);
    entries.set(peer.key, {peer, looks, shown: before?.shown ?? peer.name});
    for (const look of looks) {
      join(look, peer);
      addNeighbours(touched, look, peer);
    }
    touched.add(peer.key);
    return [...touched].filter(key => review(key) || (key === peer.key && before === undefined));
  }

  function remove(key: PeerKey): readonly PeerKey[] {
    const touched = leave(key);
    entries.delete(key);
    touched.delete(key);
    return [...touched].filter(review);
  }

  function join(look: string, {key, id, isKnown}: NamedPeer): void {
    const group = groups.get(look) ?? {members: new Set(), known: new Set(), byTail: new Map()};
    groups.set(look, group);
    group.members.add(key);
    if (isKnown) {
      group.known.add(key);
    }
    const tail = id.slice(0, TAIL_LENGTH);
    group.byTail.set(tail, (group.byTail.get(tail) ?? new Set()).add(key));
  }

  /** Takes a peer out of its groups; returns those who may be shown otherwise without it. */
  function leave(key: PeerKey): Set<PeerKey> {
    const touched = new Set<PeerKey>();
    const entry = entries.get(key);
    for (const look of entry?.looks ?? []) {
      const group = groups.get(look);
      if (group !== undefined && entry !== undefined) {
        group.members.delete(key);
        group.known.delete(key);
        group.byTail.get(entry.peer.id.slice(0, TAIL_LENGTH))?.delete(key);
        addNeighbours(touched, look, entry.peer);
        if (group.members.size === 0) {
          groups.delete(look);
        }
      }
    }
    return touched;
  }

  /** All others with the same tail, and those who are alone with theirs only without this one. */
  function addNeighbours(touched: Set<PeerKey>, look: string, peer: NamedPeer): void {
    const {members, known, byTail} = groups.get(look) ?? EMPTY;
    const alone = [...(members.size <= 2 ? members : []), ...(known.size <= 2 ? known : [])];
    for (const key of [...alone, ...(byTail.get(peer.id.slice(0, TAIL_LENGTH)) ?? [])]) {
      touched.add(key);
    }
    if (peer.isKnown && known.size <= 1) {
      addAll(touched, members);
    }
  }

  /** True if it is shown otherwise than before. */
  function review(key: PeerKey): boolean {
    const entry = entries.get(key);
    if (entry === undefined) {
      return false;
    }
    const before = entry.shown;
    entry.shown = nameToShow(entry);
    return entry.shown !== before;
  }

  function nameToShow({peer, looks}: Entry): SafeText {
    const name = peer.localName ?? storedText(withoutTail(peer.name, peer.id));
    const rivals = [...looks].map(look => rivalsIn(groups.get(look) ?? EMPTY, peer));
    if (rivals.every(({others}) => !others) && !isSuspicious(peer)) {
      return peer.localName ?? peer.name;
    }
    const sameTail = new Set(rivals.flatMap(({sameTail: keys}) => keys));
    return withTail(name, peer.id + peer.key, tailLength(peer, sameTail));
  }

  function rivalsIn(group: Group, {key, id, isKnown}: NamedPeer) {
    const {size} = isKnown ? group.known : group.members;
    const sameTail = [...(group.byTail.get(id.slice(0, TAIL_LENGTH)) ?? [])];
    return {
      others: size > 1,
      sameTail: sameTail.filter(other => other !== key && (!isKnown || group.known.has(other))),
    };
  }

  /** The shortest tail that nobody else has who looks alike. Ids can be equal, keys cannot. */
  function tailLength(peer: NamedPeer, others: ReadonlySet<PeerKey>): number {
    const own = peer.id + peer.key;
    const tails = [...others].map(key => (entries.get(key)?.peer.id ?? '') + key);
    let length = TAIL_LENGTH;
    while (tails.some(tail => tail.startsWith(own.slice(0, length))) && length < own.length) {
      length += 1;
    }
    return length;
  }

  return {
    put,
    remove,
    shown: key => entries.get(key)?.shown ?? null,
    namesakes: ({id, name}) => [
      ...new Set([...looksOf(withoutTail(name, id))].flatMap(look => [...(groups.get(look)?.known ?? [])])),
    ],
  };
}

const EMPTY: Group = {members: new Set(), known: new Set(), byTail: new Map()};

/** Somebody is known under both names, and as it looks with a piece of the id written behind the name. */
function allLooks({id, name, localName, isKnown}: NamedPeer): Set<string> {
  const names = [withoutTail(name, id), ...(localName === null ? [] : [localName])];
  const tailed = isKnown ? names.map(each => each + id.slice(0, TAIL_LENGTH)) : [];
  return new Set([...names, ...tailed].flatMap(each => [...looksOf(each)]));
}

function isSuspicious({name, localName, id}: NamedPeer): boolean {
  const bare = withoutTail(name, id);
  return localName === null && (mixedScript(bare) || (isShortId(foldCase(bare)) && foldCase(bare) !== id));
}

function isSame(one: NamedPeer, other: NamedPeer): boolean {
  return one.name === other.name && one.localName === other.localName && one.isKnown === other.isKnown;
}

function addAll<T>(set: Set<T>, keys: Iterable<T>): void {
  for (const key of keys) {
    set.add(key);
  }
}
