import {MAX_BODY_BYTES} from '../../lib/limits.ts';
import {type Codec, enumeration, lengthPrefixed, text, uint} from '../codec/primitives.ts';
import {flagged, record} from '../codec/record.ts';
import type {EntryKind, EntryRef, WireEntry} from './messages.ts';

/** What stands on the wire for a kind of entry. Numbers are forever: retire one by leaving a gap. */
export const entryKindNumbers = {
  unknown: 0,
  text: 1,
  action: 2,
  edit: 3,
  delete: 4,
  reaction: 5,
  expire: 6,
  gone: 7,
} as const satisfies Record<EntryKind, number>;

/** Flags of an entry. Unknown bits are ignored. */
const HAS_TARGET = 1;
const TARGET_IS_OWN = 2;
const HAS_LIFETIME = 4;

const position = record<Omit<EntryRef, 'own'>>({
  epoch: uint('epoch of a target'),
  sequence: uint('sequence of a target'),
});

/** A target; whether it is of the entry's own author stands in the flags. */
const target = {
  preencode: position.preencode,
  encode: position.encode,
  decode: (state: Parameters<typeof position.decode>[0], bits: number): EntryRef => ({
    own: (bits & TARGET_IS_OWN) !== 0,
    ...position.decode(state),
  }),
};

/** One entry after its size. */
export const entryCodec: Codec<WireEntry> = lengthPrefixed(
  'entry',
  record<WireEntry>(
    {
      clock: uint('clock of an entry'),
      time: uint('time of an entry'),
      kind: enumeration('kind of an entry', entryKindNumbers, 'unknown'),
      target: flagged<EntryRef | null>(HAS_TARGET, target, null),
      body: text('body of an entry', MAX_BODY_BYTES),
      lifetime: flagged(HAS_LIFETIME, uint('lifetime of an entry', 0xffff_ffff)),
    },
    {before: 'target', label: 'flag field of an entry', of: flagsOf},
  ),
);

function flagsOf({target: pointing, lifetime}: WireEntry): number {
  const own = pointing?.own ? TARGET_IS_OWN : 0;
  return (pointing === null ? 0 : HAS_TARGET) | own | (lifetime === undefined ? 0 : HAS_LIFETIME);
}
