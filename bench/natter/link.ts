/**
 * natter's own link layer: gate, secure link, multiplexer and codecs over TCP, as the core uses it. With `batched`
 * as its parameter, messages that are handed over together share a frame, as those said in one moment do.
 */
import {randomBytes, randomInt} from 'node:crypto';
import {createIdentity} from '../../src/identity/own-identity.ts';
import {peerKey} from '../../src/lib/ids.ts';
import {systemClock} from '../../src/lib/time/clock.ts';
import type {NetworkLimits} from '../../src/net/guard/limits.ts';
import type {Link} from '../../src/net/link/link.ts';
import {createNetwork, type Network} from '../../src/net/network.ts';
import {tcp} from '../../src/net/transport/tcp.ts';
import type {WireEntry} from '../../src/wire/chat/messages.ts';
import {type LinkKind, MESSAGE_BYTES, type Pipe, serveLinkEnd} from '../link-driver.ts';

/** Every connection of the bench comes from one address; what protects a host from another is lifted. */
const ONE_HOST: Partial<NetworkLimits> = {
  pendingHandshakes: 1024,
  pendingHandshakesPerHost: 1024,
  linksPerHost: Number.MAX_SAFE_INTEGER,
  attemptInterval: 0.001,
  attemptBurst: Number.MAX_SAFE_INTEGER,
};

const EPOCH = 1;
/** Whose logs it is about does not matter here. */
const KEY = peerKey('11'.repeat(32));
const SALT = new Uint8Array(16);
const CHAIN = new Uint8Array(16);
const BODY = 'm'.repeat(MESSAGE_BYTES);
const batched = process.argv[2] === 'batched';
const instance = randomInt(2 ** 47);

serveLinkEnd({listen, dial} satisfies LinkKind);

async function listen(): Promise<string> {
  return String((await somebody().listen({host: '127.0.0.1', port: 0})).port);
}

function somebody(): Network {
  return createNetwork({
    identity: createIdentity(randomBytes(32)),
    transport: tcp(),
    clock: systemClock,
    limits: ONE_HOST,
    admit: () => ({type: 'hello', hello: {features: 0, name: 'bench', port: 0, instance}}),
    linked: answer,
  });
}

function answer(link: Link): void {
  let counted = 0;
  link.start({
    message(message) {
      switch (message.type) {
        case 'entries':
          counted += message.entries.length;
          break;
        case 'read':
          link.send({
            type: 'have',
            author: KEY,
            clock: 0,
            logs: [{epoch: EPOCH, sequence: counted, chain: CHAIN}],
          });
          counted = 0;
          break;
        default:
          link.send({type: 'typing', active: true});
      }
    },
    drained() {},
    ended() {},
  });
}

/** Every link belongs to somebody else: one identity dials a peer once at a time. */
async function dial(address: string): Promise<Pipe> {
  const link = await somebody().dial({host: '127.0.0.1', port: Number(address)});
  let sequence = 0;
  let confirmed: (count: number) => void = () => {};
  let pinged: () => void = () => {};
  let drained: () => void = () => {};
  let ended: () => void = () => {};
  const end = new Promise<void>(resolve => {
    ended = resolve;
  });
  link.start({
    message(message) {
      if (message.type === 'have') {
        confirmed(message.logs[0]?.sequence ?? 0);
      } else {
        pinged();
      }
    },
    drained: () => drained(),
    ended: () => ended(),
  });

  return {
    send(count) {
      const size = batched ? count : 1;
      let more = true;
      for (let left = count; left > 0; left -= size) {
        const entries = run(sequence, size);
        more = link.send({type: 'entries', author: KEY, epoch: EPOCH, first: sequence + 1, entries});
        sequence += size;
      }
      return more;
    },
    drained() {
      const {promise, resolve} = Promise.withResolvers<void>();
      drained = resolve;
      return promise;
    },
    confirm() {
      const {promise, resolve} = Promise.withResolvers<number>();
      confirmed = resolve;
      link.send({type: 'read', author: KEY, logs: [{epoch: EPOCH, sequence: 1}]});
      return promise;
    },
    ping() {
      const {promise, resolve} = Promise.withResolvers<void>();
      pinged = resolve;
      link.send({type: 'typing', active: true});
      return promise;
    },
    async close() {
      await link.close('quit');
      await end;
    },
  };
}

/** So many entries after a sequence. No `Array.from`: with one entry it takes longer than sending it. */
function run(after: number, size: number): WireEntry[] {
  const entries: WireEntry[] = [];
  for (let clock = after + 1; clock <= after + size; clock++) {
    entries.push(entry(clock));
  }
  return entries;
}

function entry(clock: number): WireEntry {
  return {clock, time: 1_700_000_000_000, kind: 'text', target: null, body: BODY, salt: SALT};
}
