import {isPlain} from './width.ts';

/**
 * What every terminal takes for as wide as we do: letters of one column, also with marks of the first block, and the
 * characters of two columns that have been so since Unicode had widths. Emoji, their joined and coloured forms, flags,
 * keycaps, and clusters of Indic scripts are narrow here and wide there.
 */
const AGREED =
  /^(?:[[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Georgian}]&&\p{L}][\u0300-\u036f]*|[\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60])$/v;

/** Whether terminals disagree about the columns of a cluster. */
export function isDisputed(cluster: string): boolean {
  return !isPlain(cluster) && !AGREED.test(cluster);
}
