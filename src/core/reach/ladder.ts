import type {Rung} from './attempt-log.ts';

/** A TCP address of somebody, and how it is known. */
export type KnownAddress = {
  readonly address: string;
  /** `proven`: a link with their key came up there. `claimed`: they told it. */
  readonly provenance: 'proven' | 'claimed';
  /** Wall time in milliseconds at which it last worked or was told. */
  readonly at: number;
};

/** What is known of the ways to one contact. */
export type WaysTo = {
  /** Heard by a beacon, and when (wall time, milliseconds). */
  readonly lan: readonly {readonly address: string; readonly at: number}[];
  readonly tcp: readonly KnownAddress[];
  /** Whether they can be looked up in the hash table: we know their reach point, and ours is in reach. */
  readonly dht: boolean;
};

/** One step of the ladder: begin it `delay` after the start, give it up `deadline` after its own. Milliseconds. */
export type Step = {
  readonly rung: Rung;
  /** Null for the hash table, which finds its own. */
  readonly address: string | null;
  readonly delay: number;
  readonly deadline: number;
};

/** An address that was heard by a beacon is worth a try for so long. */
const LAN_FRESH = 10 * 60_000;
/** An address that was only told, or worked long ago, is worth a try by itself for so long. */
const TCP_FRESH = 24 * 3_600_000;
const TCP_DEADLINE = 5000;
/** The hash table costs packets, so addresses get a moment first. */
const DHT_DELAY = 250;
const DHT_DEADLINE = 20_000;
/** Addresses that are tried for one contact. */
const MAX_ADDRESSES = 8;

/** All steps towards a contact, to be begun at their time; the first link with the proven key wins. */
export function ladder(ways: WaysTo, now: number): readonly Step[] {
  const lan = ways.lan
    .filter(({at}) => now - at <= LAN_FRESH)
    .map(({address}): Step => ({rung: 'lan', address, delay: 0, deadline: TCP_DEADLINE}));
  const heard = new Set(lan.map(({address}) => address));
  const tcp = [...ways.tcp]
    .sort((one, other) => rank(one) - rank(other) || other.at - one.at)
    .filter(({address}) => !heard.has(address))
    .slice(0, MAX_ADDRESSES)
    .map(({address}): Step => ({rung: 'tcp', address, delay: 0, deadline: TCP_DEADLINE}));
  const dht: Step[] = ways.dht
    ? [{rung: 'dht', address: null, delay: DHT_DELAY, deadline: DHT_DEADLINE}]
    : [];
  return [...lan, ...tcp, ...dht];
}

/** Whether an address is polled again and again, not only tried when there is a reason. */
export function isPolled({provenance, at}: KnownAddress, now: number): boolean {
  return provenance === 'proven' && now - at <= TCP_FRESH;
}

/** Pauses between look-ups of somebody absent: whoever comes online calls everybody, so these may be rare. Minutes. */
const DHT_PAUSES = [1, 5, 15, 30] as const;

/**
 * Milliseconds until somebody is looked up in the hash table again, after so many look-ups without success (from 1).
 * `random` is a number from 0 to 1: full jitter, so that those who woke up together do not ask together.
 */
export function dhtPause(failures: number, random: number): number {
  const minutes = DHT_PAUSES[Math.min(failures, DHT_PAUSES.length) - 1] ?? 1;
  return Math.round(random * minutes * 60_000);
}

function rank({provenance}: KnownAddress): number {
  return provenance === 'proven' ? 0 : 1;
}
