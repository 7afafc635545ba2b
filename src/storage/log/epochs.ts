import type {Random} from '../profile/secrets.ts';

const EPOCH_BYTES = 6;

/** An epoch that is never used twice: sequences of a lost database do not come again. */
export function newEpoch(random: Random, isUsed: (epoch: number) => boolean): number {
  for (;;) {
    const epoch = epochFrom(random(EPOCH_BYTES));
    if (!isUsed(epoch)) {
      return epoch;
    }
  }
}

/** The number that bytes begin with, as an epoch. */
export function epochFrom(bytes: Uint8Array): number {
  return Buffer.from(bytes.subarray(0, EPOCH_BYTES)).readUIntBE(0, EPOCH_BYTES);
}
