import type {EntryView, PeerKey, ReceiptView} from '../../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {describeDuration} from '../../lib/time/duration.ts';
import {labelled, localTime} from './describe.ts';

type Row = readonly [label: string, value: SafeText];

/** All that is known about a message, a row for each thing. `receipts` tells who has it, and who has read it. */
export function describeMessage(
  nameOf: (key: PeerKey) => SafeText,
  entry: EntryView,
  receipts: readonly ReceiptView[],
): SafeText {
  const texts = commandTexts.details;
  const [written, came] = [localTime(entry.time), localTime(entry.arrived)];
  return labelled([
    [texts.id, safeLine(entry.id)],
    [texts.from, nameOf(entry.author)],
    [texts.written, written],
    ...(entry.outgoing || came === written ? [] : [[texts.came, came] as const]),
    ...disappearing(entry),
    ...(entry.state === null ? [] : [[texts.state, texts.states[entry.state]] as const]),
    ...receipts.flatMap(receipt => received(receipt, nameOf(receipt.key))),
    ...(entry.edited ? [[texts.edited, texts.yes] as const] : []),
    ...entry.reactions.map(
      ({emoji, authors}): Row => [texts.reaction, safe`${emoji} ${joinSafe(authors.map(nameOf), safe`, `)}`],
    ),
  ]);
}

function disappearing({lifetime, disappears}: EntryView): readonly Row[] {
  const texts = commandTexts.details;
  if (lifetime === null) {
    return [];
  }
  return disappears === null
    ? [[texts.disappears, texts.afterDelivery(describeDuration(lifetime))]]
    : [[texts.disappears, localTime(disappears)]];
}

/** When it came and when it was read, as far as that is known. */
function received({state, delivered, read}: ReceiptView, name: SafeText): readonly Row[] {
  const texts = commandTexts.details;
  const at = (time: number | null) => (time === null ? name : safe`${name}, ${localTime(time)}`);
  const row = (label: string, time: number | null): Row => [label, at(time)];
  if (state === 'delivered') {
    return [row(texts.delivered, delivered)];
  }
  return [...(delivered === null ? [] : [row(texts.delivered, delivered)]), row(texts.read, read)];
}
