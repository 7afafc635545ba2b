import type {SafeText} from '../../lib/text/safe-text.ts';
import {type KnownPeer, namesOf, tailedName} from './resolve-name.ts';
import {foldCase} from './skeleton.ts';

type Entry = {
  readonly word: string;
  readonly peer: KnownPeer;
};

/**
 * How to write each of these peers so that `resolveWho` finds it among them without a question: by name, and with a
 * piece of the id behind it where the name is also (the beginning of) what somebody else is called.
 */
export function createSpeller<P extends KnownPeer>(peers: readonly P[]): (peer: P) => SafeText {
  const entries: readonly Entry[] = peers
    .flatMap(peer => [...new Set(namesOf(peer).map(foldCase))].map(word => ({word, peer})))
    .sort((one, other) => (one.word < other.word ? -1 : one.word > other.word ? 1 : 0));

  /** The first entry whose word does not come before this one. */
  function firstFrom(word: string): number {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle]?.word ?? '') < word) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  function isClear(peer: P, word: string): boolean {
    for (let at = firstFrom(word); entries[at]?.word.startsWith(word); at++) {
      const other = entries[at]?.peer;
      if (other !== undefined && other.key !== peer.key && competes(other, peer, word)) {
        return false;
      }
    }
    return true;
  }

  return peer => (isClear(peer, foldCase(peer.name)) ? peer.name : tailedName(peer));
}

/** A stranger takes no word from somebody known, unless the user gave it that very name. */
function competes(other: KnownPeer, peer: KnownPeer, word: string): boolean {
  return other.isKnown || !peer.isKnown || (other.localName !== null && foldCase(other.localName) === word);
}
