import {peerKeyOfSeed} from '../../src/identity/key-pair.ts';
import {createIdentity} from '../../src/identity/own-identity.ts';
import type {PeerKey} from '../../src/lib/ids.ts';
import {systemClock} from '../../src/lib/time/clock.ts';
import type {Admit} from '../../src/net/link/handshake.ts';
import type {Link, LinkHandlers} from '../../src/net/link/link.ts';
import {createNetwork, type Network} from '../../src/net/network.ts';
import {tcp} from '../../src/net/transport/tcp.ts';
import type {EntryRef, WholeEntry, WireEntry} from '../../src/wire/chat/messages.ts';

/** Somebody who speaks the protocol and says what they want, in every field that is theirs. */
export type Attacker = {
  readonly network: Network;
  /** 64 hex digits. */
  readonly key: PeerKey;
  readonly dial: (port: number) => Promise<Link>;
  /** Dials, and waits until it may write. Rejects when the link ends before. */
  readonly enter: (port: number, handlers?: Partial<LinkHandlers>) => Promise<Link>;
  /** Dials, and waits until it is told whether it may write. */
  readonly visit: (
    port: number,
    handlers?: Partial<LinkHandlers>,
  ) => Promise<{readonly link: Link; readonly accepted: boolean}>;
  /** Writes the next entry of its log; gives what other entries can point at. */
  readonly say: (link: Link, kind: WholeEntry['kind'], body: string, target?: EntryRef | null) => EntryRef;
};

export type AttackerOptions = {
  /** What its key is made of. */
  readonly seed: Uint8Array;
  readonly name: string;
  /** Where it says that it listens. */
  readonly port?: number;
  /** Who is let in, and with what; everybody if it is absent. */
  readonly admit?: Admit;
  /** Hears of links that others open to it. */
  readonly linked?: (link: Link) => void;
};

/** The time that all entries of an attacker tell. */
const TIME = 1_700_000_000_000;
/** It hides nothing. */
const SALT = new Uint8Array(16);

/** A key of an attacker: another one for each number. */
export function seedNumber(number: number): Uint8Array {
  const seed = new Uint8Array(32).fill(7);
  new DataView(seed.buffer).setUint32(0, number);
  return seed;
}

/** Creates an attacker on loopback. */
export function createAttacker({seed, name, port: ownPort = 0, admit, linked}: AttackerOptions): Attacker {
  const network = createNetwork({
    identity: createIdentity(seed),
    transport: tcp(),
    clock: systemClock,
    admit:
      admit ??
      (() => ({
        type: 'hello',
        hello: {features: 0, name, port: ownPort, instance: seed[3] ?? 0},
      })),
    linked: linked ?? (() => {}),
  });
  const key = peerKeyOfSeed(seed);
  let clock = 0;
  let sequence = 0;

  const dial = (port: number) => network.dial({host: '127.0.0.1', port});

  /** Dials and waits for the standing that answers the question. */
  async function arrive(
    port: number,
    handlers: Partial<LinkHandlers>,
    answers: (accepted: boolean) => boolean,
  ): Promise<{link: Link; accepted: boolean}> {
    const link = await dial(port);
    const standing = Promise.withResolvers<boolean>();
    link.start({
      message(message) {
        handlers.message?.(message);
        if (message.type === 'standing' && answers(message.accepted)) {
          standing.resolve(message.accepted);
        }
      },
      drained: () => handlers.drained?.(),
      ended(end) {
        handlers.ended?.(end);
        standing.reject(new Error(`the link ended: ${JSON.stringify(end)}`));
      },
    });
    link.send({type: 'standing', accepted: true});
    link.send({type: 'have', author: link.remoteKey, clock: 0, logs: []});
    return {link, accepted: await standing.promise};
  }

  return {
    network,
    key,
    dial,
    enter: async (port, handlers = {}) => (await arrive(port, handlers, accepted => accepted)).link,
    visit: (port, handlers = {}) => arrive(port, handlers, () => true),
    say(link, kind, body, target = null) {
      const entry: WireEntry = {clock: ++clock, time: TIME, kind, target, body, salt: SALT};
      link.send({type: 'entries', author: key, epoch: 1, first: sequence + 1, entries: [entry]});
      sequence++;
      return {author: key, epoch: 1, sequence};
    },
  };
}
