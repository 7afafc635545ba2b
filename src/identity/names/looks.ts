import {lazy} from '../../lib/lazy.ts';
import {foldCase, skeleton} from './skeleton.ts';

/** What natter says of somebody itself; a name with such a word added is a claim, not another name. */
const CLAIMS = 'verified trusted official contact online offline safe secure real original admin';
const claims = lazy(() => new Set(CLAIMS.split(' ').map(skeleton)));
const separators = lazy(() => /[^\p{Alphabetic}\p{N}\p{M}]+/u);

/**
 * All that a name can be taken for. Capitals resemble other letters than small ones do, and "ß" is read as "ss" and as
 * a "B", so each gives a skeleton of its own; two names with one in common are alike.
 */
export function looksOf(name: string): ReadonlySet<string> {
  const written = new Set([name, foldCase(name), name.replaceAll(/[ßẞ]/g, 'b')]);
  const looks = new Set([...written].map(skeleton));
  const unclaimed = withoutClaims(name);
  if (unclaimed !== name) {
    looks.add(skeleton(unclaimed)).add(skeleton(foldCase(unclaimed)));
  }
  return looks;
}

function withoutClaims(name: string): string {
  if (!separators().test(name)) {
    return name; // one word is a name, whatever it claims
  }
  const words = name.split(separators());
  const others = words.filter(word => !claims().has(skeleton(word)));
  return others.length === words.length || others.join('') === '' ? name : others.join(' ');
}
