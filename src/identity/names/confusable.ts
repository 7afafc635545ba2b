import {type SafeText, storedText} from '../../lib/text/safe-text.ts';
import {isShortId} from '../short-id.ts';
import {mixedScript} from './mixed-script.ts';
import {looksTailed, TAIL_LENGTH, withoutLikeTail, withoutTail, withTail} from './name-tail.ts';
import {foldCase, skeleton} from './skeleton.ts';

/** A peer as it names itself; `id` is its short id. */
export type NamedPeer = {readonly key: string; readonly id: string; readonly name: SafeText};

/**
 * The name to show for each peer, by key (SECURITY rule 13). Names that could be taken for each other, that mix
 * scripts, or that end like a piece of somebody's id are shown with the start of their own id. Give all peers
 * and one's own entry, since an answer holds only for those given.
 */
export function displayNames(peers: readonly NamedPeer[]): Map<string, SafeText> {
  const groups = groupByLook(peers);
  return new Map(peers.map(peer => [peer.key, displayName(peer, groups)]));
}

/**
 * Tells whether somebody could be taken for another by name, also with the end of a name that only looks like a
 * piece of an id: `bob·k3f9` is shown for the Bob whose id begins so, but anybody can call themselves that.
 */
export function looksLike(one: NamedPeer, other: NamedPeer): boolean {
  const wanted = looks(other);
  return [...looks(one), ...looks({...one, name: withoutLikeTail(one.name)})].some(look => wanted.has(look));
}

/** Peers that look alike, by what they look like. A peer is in one group, or in two. */
type Groups = ReadonlyMap<string, {readonly size: number; readonly tailLength: number}>;

function groupByLook(peers: readonly NamedPeer[]): Groups {
  const groups = new Map<string, NamedPeer[]>();
  for (const peer of peers) {
    for (const look of looks(peer)) {
      const group = groups.get(look);
      group === undefined ? groups.set(look, [peer]) : group.push(peer);
    }
  }
  return new Map(
    [...groups].map(([look, group]) => [look, {size: group.length, tailLength: tailLength(group)}]),
  );
}

function displayName(peer: NamedPeer, groups: Groups): SafeText {
  const own = [...looks(peer)].map(look => groups.get(look) ?? {size: 1, tailLength: TAIL_LENGTH});
  if (own.every(group => group.size === 1) && !isSuspicious(peer)) {
    return peer.name;
  }
  const name = storedText(withoutTail(peer.name, peer.id));
  return withTail(name, peer.id + peer.key, Math.max(...own.map(group => group.tailLength)));
}

/** Two looks, as written and in small letters: capitals resemble other letters than small ones do. */
function looks(peer: NamedPeer): Set<string> {
  const name = withoutTail(peer.name, peer.id);
  return new Set([skeleton(name), skeleton(foldCase(name))]);
}

function isSuspicious({name, id}: NamedPeer): boolean {
  const bare = withoutTail(name, id);
  return mixedScript(bare) || looksTailed(bare) || (isShortId(foldCase(bare)) && foldCase(bare) !== id);
}

/** The shortest tail that differs for all of a group. Ids can be equal, keys cannot. */
function tailLength(group: readonly NamedPeer[]): number {
  let length = TAIL_LENGTH;
  while (new Set(group.map(peer => (peer.id + peer.key).slice(0, length))).size < group.length) {
    length += 1;
  }
  return length;
}
