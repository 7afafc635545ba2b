import {clusters, clusterWidth} from '../../components/text/width.ts';
import type {OutputForm} from '../terminal/charset.ts';

/** The signs that natter draws, each as one of ASCII. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ...[...'●*○.◌o✓+›>…~│|─-▏|▌>╭>·-•*×x↑^↓v←<→>'].flatMap((sign, index, all) =>
    index % 2 === 0 ? [[sign, all[index + 1] ?? '?'] as const] : [],
  ),
]);
const SIGNS = new RegExp(`[${[...MARKS.keys()].join('')}]`, 'gu');
/** Typed by people, and not taken apart by a normal form. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ...[...'–-—-“"”"„"‘\'’\'ßsæaøołlđdıi€EÆAØOŁLĐD'].flatMap((sign, index, all) =>
    index % 2 === 0 ? [[sign, all[index + 1] ?? '?'] as const] : [],
  ),
]);
const NOT_ASCII = /[^\0-\x7f]+/g;
const NOT_PRINTABLE = /[^\x20-\x7e]/g;

/** A text as a terminal can take it, of as many columns as before: signs of natter, or all that is no ASCII. */
export function inForm(text: string, form: OutputForm): string {
  switch (form) {
    case 'unicode':
      return text;
    case 'marks':
      return text.replace(SIGNS, sign => MARKS.get(sign) ?? sign);
    case 'ascii':
      return text.replace(NOT_ASCII, run => Array.from(clusters(run), asciiOf).join(''));
  }
}

function asciiOf(cluster: string): string {
  const columns = clusterWidth(cluster);
  const letters =
    MARKS.get(cluster) ?? OTHERS.get(cluster) ?? cluster.normalize('NFKD').replace(NOT_PRINTABLE, '');
  return letters.slice(0, columns).padEnd(columns, '?');
}

/** The part of a stream that is changed. */
type Writable = {write: (...call: never[]) => boolean};

/**
 * Lets a stream of a terminal take only what is in its form, whoever writes to it. `form` is asked at every write, since
 * a setting may change it.
 */
export function limitOutput(stream: Writable, form: () => OutputForm): void {
  const original = stream.write as (data: unknown, ...rest: unknown[]) => boolean;
  stream.write = ((data: unknown, ...rest: unknown[]) =>
    original.call(
      stream,
      typeof data === 'string' ? inForm(data, form()) : data,
      ...rest,
    )) as Writable['write'];
}
