import {isDeviceOf, listStateOf} from '../../identity/device-list.ts';
import type {KeyPair} from '../../identity/key-pair.ts';
import type {OwnIdentity} from '../../identity/own-identity.ts';
import {type DeviceKey, deviceKeyOf, type PeerKey, peerKeyOf, personBehind} from '../../lib/ids.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {Tracer} from '../../lib/trace.ts';
import {hasFeature} from '../../wire/chat/features.ts';
import type {ByeReason, ChatMessage, Hello} from '../../wire/chat/messages.ts';
import {OLDEST_VERSION, PROTOCOL_VERSION} from '../../wire/version.ts';
import {type HandshakeKind, HYBRID, LEGACY} from '../guard/handshake-kinds.ts';
import type {NetworkLimits} from '../guard/limits.ts';
import type {Connection} from '../transport/transport.ts';
import {
  type CloseInfo,
  type EncryptedTransport,
  openEncryptedTransport,
  type TransportEvents,
} from './encrypted-transport.ts';
import type {Exchange} from './key-exchange.ts';
import type {Link} from './link.ts';
import {type Failure, LinkFailure} from './link-failure.ts';
import {createLiveLink, type LiveLink} from './live-link.ts';
import type {SharedSecret} from './noise.ts';
import {byeFor, programOf, versionFailure} from './refusals.ts';
import type {AnyChannel} from './side-channels.ts';

const CHANNEL_CLOSED: CloseInfo = {badCiphertext: false, detail: 'the channel was closed'};

/** What the core says of us in a hello; the rest follows from the link and the identity. */
export type OwnHello = Pick<Hello, 'features' | 'name' | 'port' | 'instance'>;

/** What the core decides about a peer whose key is proven, before any hello is sent to it. */
export type Admission =
  | {readonly type: 'hello'; readonly hello: OwnHello}
  | {readonly type: 'refuse'; readonly reason: ByeReason; readonly detail?: string};

export type Admit = (peer: {
  /** The person whose device has proven itself; the device's own key if we do not know whose it is. */
  readonly remoteKey: PeerKey;
  readonly initiator: boolean;
  readonly remoteAddress: string;
  /** The shared secret by which the link is made, such as that of an invite; null for any other link. */
  readonly secret: string | null;
}) => Admission;

/** What is kept about peers from one link to the next. */
export type KnownPeers = {
  /** The person whose device this is, or null. */
  readonly personOf: (device: DeviceKey) => PeerKey | null;
  readonly deviceOf: (person: PeerKey) => KnownDevice | null;
};

/** The device of a known person. */
export type KnownDevice = {
  readonly device: DeviceKey;
  /** The device list that named it. */
  readonly list: Link['list'];
  /** The best handshake that worked with it; 0: none yet. */
  readonly kind: number;
};

/** How we begin: with a kind that was chosen, and maybe expecting a person and a device. */
export type OwnOpener = {
  readonly initiator: true;
  readonly kind: HandshakeKind;
  /** The person that must answer; undefined takes anybody. */
  readonly expectedKey: PeerKey | undefined;
  /** Its device. */
  readonly expectedDevice: DeviceKey | undefined;
  /** There was a link with this device before, so it is no natter 0.1. */
  readonly isNewer: boolean;
  readonly secret?: SharedSecret | undefined;
};

/** How we answer. */
export type Answer = {
  readonly initiator: false;
  /** The person that must have called; undefined takes anybody. */
  readonly expectedKey?: PeerKey | undefined;
  readonly accepts: (kind: number) => boolean;
  readonly secrets?: (() => readonly SharedSecret[]) | undefined;
};

export type LinkOptions = {
  readonly connection: Connection;
  readonly opener: OwnOpener | Answer;
  readonly identity: OwnIdentity;
  /** A fixed key for this handshake alone, for recorded links. */
  readonly ephemeral?: KeyPair;
  readonly known: KnownPeers;
  /** Name and release of this program. */
  readonly program: Pick<Hello, 'program' | 'release'>;
  /** What a link carries beside the chat. */
  readonly channels: readonly AnyChannel[];
  readonly clock: Clock;
  readonly limits: NetworkLimits;
  /** Milliseconds from now until the peer's hello must have come. */
  readonly deadline: number;
  readonly admit: Admit;
  readonly tracer: Tracer;
  readonly fault: (error: unknown) => void;
  /** The connection is closed for good. */
  readonly closed: () => void;
};

/** A link that is being made. */
export type PendingLink = {
  /** Rejects with `LinkFailure`. */
  readonly linked: Promise<Link>;
  /** Gives up, if there is no link yet. */
  readonly abandon: () => void;
  /** Whether not one byte came yet. */
  readonly isSilent: () => boolean;
};

/** A peer whose device key is proven. */
type Proven = {
  readonly device: DeviceKey;
  readonly binding: Uint8Array;
  readonly kind: number;
  readonly secret: string | null;
};

/**
 * Turns a connection into a link: gate, Noise, `natter/chat/1`, hello both ways. The order of checks when the peer's key
 * is proven: our own key, the expected key, the admission. A dialler makes them between messages 2 and 3, so that
 * whoever is not wanted learns nothing. Only the peer's own hello for this very handshake makes a link.
 */
export function openLink(options: LinkOptions): PendingLink {
  const {connection, opener, identity, known, program} = options;
  const {initiator} = opener;
  const {remoteAddress, path} = connection;
  const ownDevice = deviceKeyOf(identity.device.publicKey);
  const ownPerson = peerKeyOf(identity.person);
  const {promise, resolve, reject} = Promise.withResolvers<Link>();
  let hello: OwnHello | null = null;
  let peer: Proven | null = null;
  let isLinked = false;

  /** What is made here is needed until there is a link, which then listens in place of it. */
  const listener: {events: TransportEvents} = {
    events: {
      onKeys,
      onMessage,
      onFrame() {},
      onFlushed() {},
      onProtocolError,
      onExpired: isSilent => giveUp({type: isSilent ? 'no-data' : 'timed-out'}),
      onChannelClosed: isRefused => giveUp(failureOf(CHANNEL_CLOSED, isRefused)),
      onGone: how => giveUp(failureOf(how, false)),
      onClosed: options.closed,
      onFault(error) {
        options.fault(error);
        reject(error);
      },
    },
  };
  const transport: EncryptedTransport = openEncryptedTransport({
    connection,
    exchange: exchangeOf(),
    keyPair: identity.device,
    ephemeral: options.ephemeral,
    clock: options.clock,
    handshakeFrameBytes: options.limits.handshakeFrameBytes,
    deadline: options.deadline,
    firstFrameDeadline: initiator ? undefined : options.limits.firstFrameDeadline,
    listener,
  });

  function exchangeOf(): Exchange {
    if (!opener.initiator) {
      return opener;
    }
    const {kind, expectedDevice, secret} = opener;
    const remoteKey = expectedDevice === undefined ? undefined : Buffer.from(expectedDevice, 'hex');
    return {initiator: true, kind, remoteKey, secret, authenticate: key => isWanted(deviceKeyOf(key))};
  }

  /** The dialler's moment: message 2 has proven the other side's key, and nothing has told it ours. */
  function isWanted(device: DeviceKey): boolean {
    try {
      const failure = judge(device, opener.initiator && opener.kind.number === LEGACY, knownSecret());
      if (failure !== null) {
        giveUp(failure);
      }
      return failure === null;
    } catch (error) {
      listener.events.onFault(error); // ours, which must not be taken for a handshake that failed
      transport.destroy();
      return false;
    }
  }

  /** The secret that we dialled with. */
  function knownSecret(): string | null {
    return opener.initiator ? (opener.secret?.id ?? null) : null;
  }

  function onKeys(device: DeviceKey, binding: Uint8Array, kind: number, secret: string | null): void {
    peer = {device, binding, kind, secret};
    const failure = initiator ? null : judge(device, kind === LEGACY, secret);
    if (failure !== null) {
      refuse(failure);
    } else if (hello !== null) {
      transport.send({
        type: 'hello',
        ...hello,
        version: PROTOCOL_VERSION,
        binding,
        person: identity.person,
        devices: identity.devices,
        ...program,
      });
    }
  }

  /** Why a device is not wanted, or null: then `hello` is what it will be told. */
  function judge(device: DeviceKey, isLegacy: boolean, secret: string | null): Failure | null {
    const stranger = personBehind(device);
    if (device === ownDevice || stranger === ownPerson) {
      return {type: 'self'};
    }
    if (opener.initiator && opener.expectedDevice !== undefined && device !== opener.expectedDevice) {
      return {type: 'key-mismatch', remoteKey: stranger};
    }
    if (isLegacy) {
      return opener.initiator && opener.isNewer
        ? {type: 'closed-early'}
        : {type: 'version', older: 'there', program: 'natter 0.1'};
    }
    const person = known.personOf(device);
    if (
      !opener.initiator &&
      opener.expectedKey !== undefined &&
      (person ?? opener.expectedKey) !== opener.expectedKey
    ) {
      return {type: 'key-mismatch', remoteKey: stranger};
    }
    return admit(person ?? stranger, secret);
  }

  function admit(remoteKey: PeerKey, secret: string | null): Failure | null {
    const admission = options.admit({remoteKey, initiator, remoteAddress, secret});
    if (admission.type === 'refuse') {
      const {reason, detail = ''} = admission;
      return {type: 'refused-here', reason, detail, remoteKey};
    }
    hello = admission.hello;
    return null;
  }

  function onMessage(message: ChatMessage): void {
    if (message.type === 'hello') {
      onHello(message);
    } else if (message.type === 'bye') {
      giveUp(message.reason === 'version' ? versionFailure(message) : {type: 'refused-there', bye: message});
    } else {
      onProtocolError('A message came before the hello');
    }
  }

  function onHello(theirs: Hello): void {
    if (peer === null || Buffer.compare(theirs.binding, peer.binding) !== 0) {
      onProtocolError('The hello belongs to another link');
    } else if (theirs.version < OLDEST_VERSION) {
      refuse({type: 'version', older: 'there', program: programOf(theirs)});
    } else if (!isDeviceOf(Buffer.from(peer.device, 'hex'), theirs.person, theirs.devices)) {
      onProtocolError('The device list does not name the device that speaks');
    } else {
      onPerson(peer, theirs);
    }
  }

  function onPerson(proven: Proven, theirs: Hello): void {
    const person = peerKeyOf(theirs.person);
    const before = known.deviceOf(person);
    const list = listStateOf(theirs.person, theirs.devices);
    if (person === ownPerson) {
      refuse({type: 'self'});
    } else if (opener.expectedKey !== undefined && person !== opener.expectedKey) {
      giveUp({type: 'key-mismatch', remoteKey: person});
    } else if (before !== null && isDowngrade(proven.kind, before.kind)) {
      giveUp({type: 'downgrade'});
    } else if (before !== null && !follows(list, before.list)) {
      giveUp({type: 'key-mismatch', remoteKey: personBehind(proven.device)});
    } else {
      begin(proven, person, list, theirs);
    }
  }

  function begin(
    {device, kind, secret}: Proven,
    remoteKey: PeerKey,
    list: Link['list'],
    theirs: Hello,
  ): void {
    const {clock, limits, tracer, fault, closed} = options;
    const about = {remoteKey, device, list, kind, secret, hello: theirs, initiator, remoteAddress, path};
    isLinked = true;
    transport.settle();
    const live = createLiveLink({
      transport,
      about,
      program,
      channels: options.channels,
      clock,
      limits,
      idlesSlowly: hasFeature(theirs.features & (hello?.features ?? 0), 'slowHeartbeat'),
      tracer,
      fault,
    });
    listener.events = eventsOf(live, transport, fault, closed);
    resolve(live.link);
  }

  /** Bytes that break a rule: before the key is proven they are no handshake at all. */
  function onProtocolError(detail: string): void {
    if (peer === null) {
      giveUp({type: 'not-noise'});
    } else {
      refuse({type: 'protocol', detail});
    }
  }

  function failureOf(how: CloseInfo, isRefused: boolean): Failure {
    if (isRefused) {
      return {type: 'version', older: 'unknown', program: ''};
    }
    if (peer === null) {
      return {type: how.badCiphertext ? 'not-noise' : 'closed-early'};
    }
    return {type: how.badCiphertext ? 'protocol' : 'lost', detail: how.detail};
  }

  function giveUp(failure: Failure): void {
    transport.destroy();
    reject(new LinkFailure(failure));
  }

  function refuse(failure: Failure): void {
    void transport.closeGracefully({...byeFor(failure, peer?.kind === LEGACY), ...program});
    reject(new LinkFailure(failure));
  }

  return {
    linked: promise,
    abandon() {
      if (!isLinked) {
        giveUp({type: 'cancelled'});
      }
    },
    isSilent: transport.isSilent,
  };
}

/** A contact that had the hybrid handshake once has it always: somebody may want to record what we say. */
function isDowngrade(kind: number, before: number): boolean {
  return before >= HYBRID && kind < HYBRID;
}

/** Lists only grow, and there are no two of one number: else one of them is not the person's present will. */
function follows(list: Link['list'], before: Link['list']): boolean {
  return list.number > before.number || (list.number === before.number && list.hash === before.hash);
}

/** What a transport tells a link on which both have said hello. */
function eventsOf(
  live: LiveLink,
  transport: EncryptedTransport,
  fault: (error: unknown) => void,
  closed: () => void,
): TransportEvents {
  function onGone(how: CloseInfo): void {
    live.onGone(how);
    transport.destroy();
  }

  return {
    ...live,
    onKeys() {},
    onExpired() {},
    onChannelClosed: () => onGone(CHANNEL_CLOSED),
    onGone,
    onClosed: closed,
    onFault(error) {
      fault(error);
      live.onGone({badCiphertext: false, detail: 'something went wrong inside natter'});
    },
  };
}
