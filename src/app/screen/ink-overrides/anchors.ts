import {isDisputed} from '../../../../components/text/disputed.ts';
import {clusters, clusterWidth, isPlain} from '../../../../components/text/width.ts';

/** Colours, and where links lead: nothing may stand within. */
const CODE = /(\x1b\[[\d;]*m|\x1b\]8;;[^\x07]*\x07)/;
/** How an update of a row begins: the column from which it is erased and written. */
const BEGINNING = /^\x1b\[(\d+)G\x1b\[K/;

/**
 * Sets the cursor to its column again after every cluster whose width is disputed: what follows it then stands where we
 * believe on every terminal, and only the cluster itself may look wrong. `update` is what `lineUpdate` made: it begins
 * with a column, so that a row may also be changed behind such a cluster. Rows of plain characters stay as they are.
 */
export function anchorUpdate(update: string): string {
  const [beginning = '', column = '1'] = BEGINNING.exec(update) ?? [];
  return beginning + anchorText(update.slice(beginning.length), Number(column) - 1);
}

/** The same for a text with colour codes that begins in a column, from 0. */
export function anchorText(text: string, column: number): string {
  const parts = text.split(CODE);
  if (parts.every((part, index) => index % 2 === 1 || isPlain(part))) {
    return text;
  }
  let at = column;
  let anchored = '';
  let isUncertain = false;
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) {
      anchored += part;
      continue;
    }
    for (const cluster of isPlain(part) ? [part] : clusters(part)) {
      if (cluster === '') {
        continue;
      }
      anchored += (isUncertain ? `\x1b[${at + 1}G` : '') + cluster;
      isUncertain = isDisputed(cluster);
      at += isPlain(cluster) ? cluster.length : clusterWidth(cluster);
    }
  }
  return anchored;
}
