import {NatterError} from '../../lib/errors.ts';
import {nearest} from '../../lib/text/did-you-mean.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {shorten} from '../../lib/text/shorten.ts';
import {isShortIdPrefix} from '../short-id.ts';
import {withoutTail} from './name-tail.ts';
import {foldCase} from './skeleton.ts';

/** A peer to choose from, with the name as it is shown, tail included. */
export type KnownPeer = {readonly key: string; readonly id: string; readonly name: SafeText};

/** At most so many are listed when several are meant. */
const LISTED = 5;
const QUOTED = 40;

/**
 * Finds the one peer that is meant. In this order: a whole short id or key; a name as it is shown or without its
 * tail, or four or more characters of an id; the same with an @ before it; the same in other case; the beginning of
 * a name. Throws `WHO_UNKNOWN`, naming the nearest, or `WHO_AMBIGUOUS`, saying how to tell them apart.
 */
export function resolveWho<P extends KnownPeer>(text: string, peers: readonly P[]): P {
  const wanted = safeLine(text.trim());
  for (const matches of matchers(wanted)) {
    const found = peers.filter(matches);
    const [only] = found;
    if (only !== undefined) {
      if (found.length > 1) {
        throw ambiguous(wanted, found);
      }
      return only;
    }
  }
  throw unknown(wanted, peers);
}

type Matcher = (peer: KnownPeer) => boolean;

function matchers(wanted: string): Matcher[] {
  const bare = wanted.replace(/^@/, '');
  const folded = foldCase(bare);
  return [
    peer => folded === peer.id || folded === peer.key,
    namedOrIdentified(wanted),
    namedOrIdentified(bare),
    peer => names(peer).some(name => foldCase(name) === folded),
    peer => folded !== '' && foldCase(peer.name).startsWith(folded),
  ];
}

/** A name that equals a piece of another's id makes the piece ambiguous: it must not capture what is meant for the other. */
function namedOrIdentified(wanted: string): Matcher {
  const prefix = isShortIdPrefix(wanted) ? wanted.toLowerCase() : null;
  return peer => names(peer).includes(wanted) || (prefix !== null && peer.id.startsWith(prefix));
}

function names(peer: KnownPeer): string[] {
  return [peer.name, withoutTail(peer.name, peer.id)];
}

function ambiguous(wanted: SafeText, found: readonly KnownPeer[]): NatterError {
  const listed = found.slice(0, LISTED).map(peer => safe`${peer.name} (${safeLine(peer.id)})`);
  const more = found.length > LISTED ? safe` and ${found.length - LISTED} more` : safe``;
  return new NatterError(
    'WHO_AMBIGUOUS',
    safe`"${quote(wanted)}" could be ${joinSafe(listed, safe`, `)}${more}. Write the whole name or the first four characters of the id.`,
  );
}

function unknown(wanted: SafeText, peers: readonly KnownPeer[]): NatterError {
  const near = nearest(wanted.replace(/^@/, ''), peers.flatMap(names));
  const hint = near === null ? safe`` : safe` Did you mean ${safeLine(near)}?`;
  return new NatterError(
    'WHO_UNKNOWN',
    safe`Nobody known here is called "${quote(wanted)}".${hint} /list shows everybody.`,
  );
}

function quote(wanted: SafeText): SafeText {
  return shorten(wanted, QUOTED);
}
