import type {Provenance, Rung} from '../api/reach.ts';

/** An address of somebody, and how it is known. */
export type KnownAddress = {
  readonly address: string;
  readonly provenance: Provenance;
  /** Wall time in milliseconds at which it last worked, was told, or was heard. */
  readonly at: number;
};

/** What is known of the ways to one contact. */
export type WaysTo = {
  /** In any order; one address may be known in several ways. */
  readonly addresses: readonly KnownAddress[];
  /** Whether they can be looked up in the hash table. */
  readonly dht: boolean;
};

/** One step of the ladder: begin it `delay` milliseconds after the start, or once all before it have failed. */
export type Step = {readonly delay: number} & (
  | {readonly rung: 'lan' | 'tcp'; readonly address: string; readonly provenance: Provenance}
  | {readonly rung: 'dht'}
);

/** An address that was heard by a beacon is worth a try for so long. */
export const BEACON_FRESH = 10 * 60_000;
/** An address that worked is polled for so long, milliseconds. */
const POLLED = 24 * 3_600_000;
/** Each address has such a start before the next one. */
const STAGGER = 250;
/** The hash table costs packets, so addresses get a moment first. */
const DHT_DELAY = 250;
/** Addresses that are tried for one contact. */
const MAX_ADDRESSES = 8;

/** All steps towards a contact, to be begun at their time; the first link with the proven key wins. */
export function ladder({addresses, dht}: WaysTo, now: number): readonly Step[] {
  const fresh = addresses.filter(
    ({provenance, at}) => provenance !== 'discovered' || now - at <= BEACON_FRESH,
  );
  const best = [...fresh]
    .sort((one, other) => rank(one) - rank(other) || other.at - one.at)
    .filter(({address}, index, all) => all.findIndex(other => other.address === address) === index)
    .slice(0, MAX_ADDRESSES);
  const steps = best.map(({address, provenance}, index): Step => {
    const rung = provenance === 'discovered' ? 'lan' : 'tcp';
    return {rung, address, provenance, delay: index * STAGGER};
  });
  return dht ? [...steps, {rung: 'dht', delay: DHT_DELAY}] : steps;
}

/**
 * Whether addresses are tried again and again, not only when there is a reason: one that worked in the last day, or where
 * nothing else leads to somebody.
 */
export function isPolled({addresses, dht}: WaysTo, now: number): boolean {
  return dht
    ? addresses.some(({provenance, at}) => provenance === 'proven' && now - at <= POLLED)
    : addresses.length > 0;
}

/** Pauses between look-ups of somebody absent: whoever comes online calls everybody, so these may be rare. Minutes. */
const DHT_PAUSES = [2, 10, 30, 60] as const;
/** Who was not seen for so long, milliseconds, is looked up so much more rarely. */
const LONG_ABSENCE = 2 * 24 * 3_600_000;
const RARELY = 4;

/**
 * Milliseconds until somebody is looked up in the hash table again, after so many look-ups without success (from 1), who was
 * seen last so many milliseconds ago. `random` is a number from 0 to 1: half of the pause is by chance, so that those who woke
 * up together do not ask together.
 */
export function dhtPause(failures: number, absence: number, random: number): number {
  const minutes = DHT_PAUSES[Math.min(failures, DHT_PAUSES.length) - 1] ?? 1;
  const factor = absence > LONG_ABSENCE ? RARELY : 1;
  return Math.round(((1 + random) / 2) * factor * minutes * 60_000);
}

/** The rung that a step stands on, and what is tried there. */
export function targetOf(step: Step): {readonly rung: Rung; readonly address: string | null} {
  return {rung: step.rung, address: step.rung === 'dht' ? null : step.address};
}

/** What was heard just now first, then what worked, then what was only told. */
function rank({provenance}: KnownAddress): number {
  return {discovered: 0, proven: 1, claimed: 2}[provenance];
}
