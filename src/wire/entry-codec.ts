import {MAX_BODY_BYTES} from '../lib/limits.ts';
import type {EntryRef, WireEntry} from './messages.ts';
import {entryKindNumbers, entryKindOf} from './numbers.ts';
import {type Codec, sized, text, uint} from './primitives.ts';

/** Flags of an entry. Unknown bits are ignored. */
const HAS_TARGET = 1;
const TARGET_IS_OWN = 2;

const clock = uint('The clock of an entry');
const time = uint('The time of an entry');
const kind = uint('The kind of an entry');
const flags = uint('The flags of an entry', 0xffff_ffff);
const epoch = uint('The epoch of a target');
const sequence = uint('The sequence of a target');
const body = text('The body of an entry', MAX_BODY_BYTES);

const fields: Codec<WireEntry> = {
  preencode(state, entry) {
    clock.preencode(state, entry.clock);
    time.preencode(state, entry.time);
    kind.preencode(state, entryKindNumbers[entry.kind]);
    flags.preencode(state, flagsOf(entry.target));
    if (entry.target !== null) {
      epoch.preencode(state, entry.target.epoch);
      sequence.preencode(state, entry.target.sequence);
    }
    body.preencode(state, entry.body);
  },
  encode(state, entry) {
    clock.encode(state, entry.clock);
    time.encode(state, entry.time);
    kind.encode(state, entryKindNumbers[entry.kind]);
    flags.encode(state, flagsOf(entry.target));
    if (entry.target !== null) {
      epoch.encode(state, entry.target.epoch);
      sequence.encode(state, entry.target.sequence);
    }
    body.encode(state, entry.body);
  },
  decode(state) {
    const start = {clock: clock.decode(state), time: time.decode(state)};
    const kindOfEntry = entryKindOf(kind.decode(state));
    const bits = flags.decode(state);
    const target = (bits & HAS_TARGET) === 0 ? null : decodeTarget(state, bits);
    return {...start, kind: kindOfEntry, target, body: body.decode(state)};
  },
};

/** One entry after its size. */
export const entryCodec: Codec<WireEntry> = sized('An entry', fields);

function flagsOf(target: EntryRef | null): number {
  if (target === null) {
    return 0;
  }
  return target.own ? HAS_TARGET | TARGET_IS_OWN : HAS_TARGET;
}

function decodeTarget(state: Parameters<typeof epoch.decode>[0], bits: number): EntryRef {
  return {
    own: (bits & TARGET_IS_OWN) !== 0,
    epoch: epoch.decode(state),
    sequence: sequence.decode(state),
  };
}
