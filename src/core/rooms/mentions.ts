import {tailedName} from '../../identity/names/resolve-name.ts';
import {foldCase} from '../../identity/names/skeleton.ts';
import type {PeerKey} from '../../lib/ids.ts';
import type {PeerView} from '../api/api.ts';

const WORD = /^[\p{L}\p{M}\p{N}_]/u;

/**
 * The members whom a text names with an `@`: by what they call themselves or by what the user calls them, with a piece
 * of their id or without. The longest name counts that stands there as words of its own: `@Carol Smith` is no Carol. A
 * name of several means all of them.
 */
export function mentionedIn(text: string, members: readonly PeerView[]): readonly PeerKey[] {
  const folded = foldCase(text);
  const places = Array.from(folded.matchAll(/@/g), ({index}) => index + 1);
  const named = places.length === 0 ? [] : members.map(member => ({member, words: wordsOf(member)}));
  const found = places.flatMap(place => {
    const rest = folded.slice(place);
    const fitting = named.flatMap(({member, words}) => {
      const length = Math.max(0, ...words.filter(word => begins(rest, word)).map(word => word.length));
      return length === 0 ? [] : [{key: member.key, length}];
    });
    const longest = Math.max(...fitting.map(({length}) => length));
    return fitting.filter(({length}) => length === longest).map(({key}) => key);
  });
  return [...new Set(found)];
}

function wordsOf(member: PeerView): string[] {
  const {name, ownName} = member;
  const own = {...member, name: ownName, localName: null, isKnown: true};
  return [...new Set([name, ownName, tailedName(own)].map(foldCase))].filter(word => word !== '');
}

function begins(text: string, word: string): boolean {
  return text.startsWith(word) && !WORD.test(text.slice(word.length));
}
