import {NatterError} from '../../lib/errors.ts';
import type {PeerKey} from '../../lib/ids.ts';
import {nearest} from '../../lib/text/did-you-mean.ts';
import {countGraphemes} from '../../lib/text/graphemes.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {shorten} from '../../lib/text/shorten.ts';
import {inputTexts} from '../../lib/texts/input.ts';
import {withoutTail, withTail} from './name-tail.ts';
import {foldCase} from './skeleton.ts';

/** A peer to choose from. */
export type KnownPeer = {
  readonly key: PeerKey;
  readonly id: string;
  /** As it is shown, tail included. */
  readonly name: SafeText;
  /** As it calls itself. */
  readonly ownName: SafeText;
  /** As the user calls it, or null. */
  readonly localName: SafeText | null;
  /** Somebody whom the user decided to talk to: a name means these before it means a stranger. */
  readonly isKnown: boolean;
};

/** The person a word meant last, and the others it could have meant when the user decided so. */
export type Meaning = {readonly key: PeerKey; readonly among: readonly PeerKey[]};

/** What words meant, in small letters. */
export type Meanings = {
  readonly get: (word: string) => Meaning | null;
  readonly set: (word: string, meaning: Meaning) => void;
};

/** An id, or a piece of one with a dot before it, with or without a name before that. */
const WITH_TAIL = /^(?<name>.*)·(?<tail>[2-9a-z]{4,76})$/isu;
/** One letter is a slip of the finger, not a name, unless it is all of one. */
const LEAST_LETTERS = 2;
/** At most so many are listed when several are meant. */
const LISTED = 5;
const QUOTED = 40;

/**
 * Finds the one peer that is meant. In this order: a whole id or key; a piece of an id with `·` before it, after the
 * name or alone; a name that the user gave; any other name, whole or its beginning, in any case, with or without an @:
 * whoever fits is asked for, known people before strangers. A word that meant somebody goes on to mean them; whether
 * it means somebody else now is asked. Throws `WHO_UNKNOWN`, naming the nearest, or `WHO_AMBIGUOUS`.
 */
export function resolveWho<P extends KnownPeer>(text: string, peers: readonly P[], meanings: Meanings): P {
  const wanted = safeLine(text.trim().replace(/^@/, ''));
  return (
    only(wanted, peers.filter(hasId(foldCase(wanted)))) ??
    byTail(wanted, peers, meanings) ??
    only(
      wanted,
      peers.filter(peer => isCalled(peer.localName, wanted)),
    ) ??
    byName(wanted, peers, meanings) ??
    nobody(wanted, peers)
  );
}

function hasId(wanted: string): (peer: KnownPeer) => boolean {
  return ({id, key}) => id === wanted || key === wanted;
}

/** A name with a piece of the id settles what the bare name means from then on. */
function byTail<P extends KnownPeer>(wanted: SafeText, peers: readonly P[], meanings: Meanings): P | null {
  const {name = '', tail = ''} = WITH_TAIL.exec(wanted)?.groups ?? {};
  if (tail === '') {
    return null;
  }
  const piece = tail.toLowerCase();
  const fits = peers.filter(
    peer =>
      (peer.id + peer.key).startsWith(piece) &&
      (name === '' || namesOf(peer).some(own => isCalled(own, name))),
  );
  const peer = only(wanted, knownFirst(fits));
  if (peer?.isKnown && name !== '') {
    const word = foldCase(name);
    const before = meanings.get(word)?.key;
    const among = [
      ...fitting(word, peers.filter(isKnown)).map(({key}) => key),
      ...(before === undefined ? [] : [before]),
    ];
    meanings.set(word, {key: peer.key, among: [...new Set([peer.key, ...among])]});
  }
  return peer;
}

function byName<P extends KnownPeer>(wanted: SafeText, peers: readonly P[], meanings: Meanings): P | null {
  const word = foldCase(wanted);
  const known = fitting(word, peers.filter(isKnown));
  const meaning = meanings.get(word);
  const meant = peers.find(peer => peer.key === meaning?.key && peer.isKnown);
  if (meaning === null || meant === undefined) {
    const found = only(wanted, known);
    if (found !== null) {
      meanings.set(word, {key: found.key, among: [found.key]});
    }
    return (
      found ??
      only(
        wanted,
        fitting(
          word,
          peers.filter(peer => !peer.isKnown),
        ),
      )
    );
  }
  const isSettled = known.every(({key}) => key === meant.key || meaning.among.includes(key));
  return isSettled ? meant : only(wanted, [...new Set([meant, ...known])]);
}

/** All whose name is the word or begins with it: no spelling goes before another. */
function fitting<P extends KnownPeer>(word: string, peers: readonly P[]): P[] {
  const isLong = countGraphemes(word, LEAST_LETTERS) >= LEAST_LETTERS;
  return peers.filter(peer =>
    namesOf(peer).some(name => foldCase(name) === word || (isLong && foldCase(name).startsWith(word))),
  );
}

function isCalled(name: string | null, wanted: string): boolean {
  return name !== null && foldCase(name) === foldCase(wanted);
}

function isKnown(peer: KnownPeer): boolean {
  return peer.isKnown;
}

function knownFirst<P extends KnownPeer>(peers: readonly P[]): readonly P[] {
  return peers.some(isKnown) ? peers.filter(isKnown) : peers;
}

/** All that a peer is called: as the user calls it, as it calls itself, as it is shown. */
export function namesOf({id, key, name, ownName, localName}: KnownPeer): readonly string[] {
  return [
    ownName,
    withoutTail(ownName, id),
    withoutTail(name, id + key),
    ...(localName === null ? [] : [localName]),
  ];
}

/** The one that was found, null for none. Throws `WHO_AMBIGUOUS` for several. */
function only<P extends KnownPeer>(wanted: SafeText, found: readonly P[]): P | null {
  if (found.length > 1) {
    throw ambiguous(wanted, found);
  }
  return found[0] ?? null;
}

function ambiguous(wanted: SafeText, found: readonly KnownPeer[]): NatterError {
  const listed = found.slice(0, LISTED).map(unmistakable);
  const more = found.length > LISTED ? inputTexts.who.more(found.length - LISTED) : safe``;
  const [example = wanted] = listed;
  return new NatterError(
    'WHO_AMBIGUOUS',
    inputTexts.who.ambiguous(quote(wanted), joinSafe(listed, inputTexts.who.or), more, example),
  );
}

/** The name with a piece of the id, in quotes where a command would take it for two words. */
function unmistakable(peer: KnownPeer): SafeText {
  const tailed = tailedName(peer);
  return /\s/.test(tailed) ? safe`"${tailed}"` : tailed;
}

/** The name as it is shown, with a piece of the id in any case. */
export function tailedName({id, key, name}: KnownPeer): SafeText {
  return withoutTail(name, id + key) === name ? withTail(name, id + key) : name;
}

function nobody(wanted: SafeText, peers: readonly KnownPeer[]): never {
  const begins = countGraphemes(wanted, LEAST_LETTERS) < LEAST_LETTERS && wanted !== '';
  const near = nearest(wanted, peers.flatMap(namesOf));
  const hint = begins
    ? inputTexts.who.oneLetter
    : near === null
      ? safe``
      : inputTexts.who.didYouMean(safeLine(near));
  throw new NatterError('WHO_UNKNOWN', inputTexts.who.unknown(quote(wanted), hint));
}

function quote(wanted: SafeText): SafeText {
  return shorten(wanted, QUOTED);
}
