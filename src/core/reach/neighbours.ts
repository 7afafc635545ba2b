import {dayKey, dayPublicKey, type ReachPoint, tagSecret} from '../../identity/reach/day-key.ts';
import {type InviteSecret, inviteKeys} from '../../identity/reach/invite-keys.ts';
import {formatAddress} from '../../lib/address.ts';
import {randomBytes} from '../../lib/random.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {BeaconCandidate} from '../../net/lan/beacon.ts';
import {type LanDiscovery, type LanOptions, startLanDiscovery} from '../../net/lan/lan-discovery.ts';
import {isOnLink} from '../../net/lan/on-link.ts';
import type {LanEcho} from '../../net/lan/own-beacons.ts';
import type {Where} from '../../net/transport/transport.ts';
import type {PeerKey} from '../api/api.ts';
import type {ReachView, RungObstacle} from '../api/reach.ts';
import type {RuntimeState} from '../runtime-state.ts';
import type {ContactClocks} from './contact-clocks.ts';
import type {ContactPoints} from './contact-points.ts';
import {BEACON_FRESH, type KnownAddress} from './ladder.ts';
import type {ReachKeys} from './reach-keys.ts';

/** Somebody who is asked to show themselves has done so by then, milliseconds. */
const ANSWER_PATIENCE = 2500;
/** Nobody answers again within this time, milliseconds: what they said then is remembered. */
const ANSWERED_AGAIN = 10_000;
const HOURS_A_DAY = 24;
const HOUR = 3_600_000;

/** A contact, or the host of an invite that somebody here has. */
type Sought = {readonly contact: PeerKey} | {readonly found: (where: Where) => void};

/** What beacons are sent and heard with. */
export type LanPort = Pick<LanOptions<Sought>, 'addresses' | 'open'>;

export type NeighboursOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  readonly keys: ReachKeys;
  readonly points: ContactPoints;
  readonly clocks: Pick<ContactClocks, 'aheadOf'>;
  /** Null where there are no beacons. */
  readonly lan: LanPort | null;
  /** Secrets of open invites of ours. */
  readonly invites: () => readonly InviteSecret[];
  /** The port we listen on; null while none is open. */
  readonly port: () => number | null;
  /** A contact is on this network. */
  readonly onSeen: (key: PeerKey) => void;
};

/** Finds contacts on the local network, and lets them find us. */
export type Neighbours = {
  readonly turn: (on: boolean) => void;
  /** Shows us at once: the network, our key or our invites changed. */
  readonly announce: () => void;
  /** Where a contact was heard lately. */
  readonly heard: (key: PeerKey) => readonly KnownAddress[];
  readonly heardOf: () => readonly PeerKey[];
  /** Looks for whoever made an invite; null if they are not here. */
  readonly find: (secret: InviteSecret, signal: AbortSignal) => Promise<Where | null>;
  /** Whether an address of a private network lies in one of ours. */
  readonly isNear: (host: string) => boolean;
  readonly obstacle: () => RungObstacle;
  readonly view: () => ReachView['lan'];
  /** Whether beacons go out and come back, on each interface; nothing where none are sent. Takes a second. */
  readonly probe: () => Promise<readonly LanEcho[]>;
  readonly stop: () => void;
};

/** The local network, switched off. */
export function createNeighbours(options: NeighboursOptions): Neighbours {
  const {clock, keys, points, lan} = options;
  const seen = options.state.slot<KnownAddress>({name: 'heard on the local network'});
  const sought = new Map<InviteSecret, (where: Where) => void>();
  /** The secrets of tags, computed once for each point. */
  const tags = new WeakMap<ReachPoint, Buffer>();
  let discovery: LanDiscovery<Sought> | null = null;
  /** When all here had shown themselves last, as they were asked to. */
  let answered = Number.NEGATIVE_INFINITY;

  function tagOf(point: ReachPoint): Buffer {
    const known = tags.get(point) ?? tagSecret(point);
    tags.set(point, known);
    return known;
  }

  function start(port: LanPort): LanDiscovery<Sought> {
    return startLanDiscovery<Sought>({
      ...port,
      clock,
      random: bytes => bytes.set(randomBytes(bytes.byteLength)),
      identity: {
        own(hour) {
          const key = points.callers().length === 0 ? null : keys.present();
          return key && {tagSecret: tagOf(key.point), sign: dayKey(key, dayOfHour(hour)).sign};
        },
        invites: () => options.invites().map(secret => inviteKeys(secret)),
        candidates,
        port: options.port,
      },
      onSeen,
    });
  }

  function* candidates(): Iterable<BeaconCandidate<Sought>> {
    for (const {key, points: theirs} of points.callers()) {
      for (const point of points.isContact(key) ? theirs : []) {
        yield {
          who: {contact: key},
          tagSecret: tagOf(point),
          signer: hour => dayPublicKey(point, dayOfHour(hour)),
          ahead: Math.round(options.clocks.aheadOf(key) / HOUR),
        };
      }
    }
    for (const [secret, found] of sought) {
      yield hostOf(secret, found);
    }
  }

  function onSeen(who: Sought, host: string, port: number): void {
    if ('found' in who) {
      who.found({host, port});
    } else {
      seen.set(who.contact, {
        address: formatAddress({host, port}),
        provenance: 'discovered',
        at: clock.now(),
      });
      options.onSeen(who.contact);
    }
  }

  function heard(key: PeerKey): readonly KnownAddress[] {
    const known = discovery === null ? undefined : seen.get(key);
    return known !== undefined && clock.now() - known.at <= BEACON_FRESH ? [known] : [];
  }

  function turn(on: boolean): void {
    if (on && discovery === null && lan !== null) {
      discovery = start(lan);
      discovery.announce();
    } else if (!on) {
      discovery?.close();
      discovery = null;
      answered = Number.NEGATIVE_INFINITY;
    }
  }

  async function find(secret: InviteSecret, signal: AbortSignal): Promise<Where | null> {
    if (discovery === null) {
      return null;
    }
    const {promise, resolve} = Promise.withResolvers<Where | null>();
    const before = discovery.heardBefore(hostOf(secret, resolve));
    if (before !== null) {
      return before;
    }
    if (clock.monotonic() - answered < ANSWERED_AGAIN) {
      return null;
    }
    const giveUp = () => resolve(null);
    sought.set(secret, resolve);
    signal.addEventListener('abort', giveUp, {once: true});
    const cancel = clock.after(ANSWER_PATIENCE, () => {
      answered = clock.monotonic();
      giveUp();
    });
    discovery.announce();
    try {
      return await promise;
    } finally {
      sought.delete(secret);
      signal.removeEventListener('abort', giveUp);
      cancel();
    }
  }

  return {
    turn,
    announce: () => discovery?.announce(),
    heard,
    heardOf: () => seen.keys().filter(key => heard(key).length > 0),
    find,
    isNear: host => lan?.addresses().some(own => isOnLink(own, host)) === true,
    obstacle() {
      if (lan === null) {
        return 'missing';
      }
      return discovery === null ? 'off' : 'no-beacon';
    },
    view() {
      if (lan === null) {
        return 'missing';
      }
      if (discovery === null) {
        return 'off';
      }
      return lan.addresses().length === 0 || options.port() === null ? 'silent' : 'on';
    },
    probe: async () => (discovery === null || options.port() === null ? [] : await discovery.probe()),
    stop: () => turn(false),
  };
}

/** The slot of an invite in a beacon of its host: it carries no signature. */
function hostOf(secret: InviteSecret, found: (where: Where) => void): BeaconCandidate<Sought> {
  return {who: {found}, tagSecret: inviteKeys(secret).tagSecret};
}

function dayOfHour(hour: number): number {
  return Math.floor(hour / HOURS_A_DAY);
}
