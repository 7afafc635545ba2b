import {MAX_BODY_BYTES} from '../../lib/limits.ts';
import {entryKindNumbers, entryKindOf} from '../codec/enum-tags.ts';
import {type Codec, sized, text, uint} from '../codec/primitives.ts';
import type {EntryRef, WireEntry} from './messages.ts';

/** Flags of an entry. Unknown bits are ignored. */
const HAS_TARGET = 1;
const TARGET_IS_OWN = 2;
const HAS_LIFETIME = 4;

const clock = uint('The clock of an entry');
const time = uint('The time of an entry');
const kind = uint('The kind of an entry');
const flags = uint('The flags of an entry', 0xffff_ffff);
const epoch = uint('The epoch of a target');
const sequence = uint('The sequence of a target');
const lifetime = uint('The lifetime of an entry', 0xffff_ffff);
const body = text('The body of an entry', MAX_BODY_BYTES);

const fields: Codec<WireEntry> = {
  preencode(state, entry) {
    clock.preencode(state, entry.clock);
    time.preencode(state, entry.time);
    kind.preencode(state, entryKindNumbers[entry.kind]);
    flags.preencode(state, flagsOf(entry));
    if (entry.target !== null) {
      epoch.preencode(state, entry.target.epoch);
      sequence.preencode(state, entry.target.sequence);
    }
    body.preencode(state, entry.body);
    if (entry.lifetime !== undefined) {
      lifetime.preencode(state, entry.lifetime);
    }
  },
  encode(state, entry) {
    clock.encode(state, entry.clock);
    time.encode(state, entry.time);
    kind.encode(state, entryKindNumbers[entry.kind]);
    flags.encode(state, flagsOf(entry));
    if (entry.target !== null) {
      epoch.encode(state, entry.target.epoch);
      sequence.encode(state, entry.target.sequence);
    }
    body.encode(state, entry.body);
    if (entry.lifetime !== undefined) {
      lifetime.encode(state, entry.lifetime);
    }
  },
  decode(state) {
    const at = clock.decode(state);
    const wall = time.decode(state);
    const kindOfEntry = entryKindOf(kind.decode(state));
    const bits = flags.decode(state);
    const target = (bits & HAS_TARGET) === 0 ? null : decodeTarget(state, bits);
    const entry = {clock: at, time: wall, kind: kindOfEntry, target, body: body.decode(state)};
    return (bits & HAS_LIFETIME) === 0 ? entry : {...entry, lifetime: lifetime.decode(state)};
  },
};

/** One entry after its size. */
export const entryCodec: Codec<WireEntry> = sized('An entry', fields);

function flagsOf({target, lifetime: life}: WireEntry): number {
  const pointing = target === null ? 0 : HAS_TARGET;
  const own = target?.own ? TARGET_IS_OWN : 0;
  return pointing | own | (life === undefined ? 0 : HAS_LIFETIME);
}

function decodeTarget(state: Parameters<typeof epoch.decode>[0], bits: number): EntryRef {
  return {
    own: (bits & TARGET_IS_OWN) !== 0,
    epoch: epoch.decode(state),
    sequence: sequence.decode(state),
  };
}
