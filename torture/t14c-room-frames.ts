import {actVectors, roomVectors} from '../__tests__/wire/room/vectors.ts';
import {formatTicket, parseTicket} from '../src/identity/room/ticket-link.ts';
import {NatterError} from '../src/lib/errors.ts';
import {peerKey} from '../src/lib/ids.ts';
import {ProtocolError} from '../src/wire/protocol-error.ts';
import {actBody, actOfBody} from '../src/wire/room/act.ts';
import {roomChannel} from '../src/wire/room/channel.ts';
import {invitationBody, invitationOfBody} from '../src/wire/room/invitation.ts';
import {createRandom, type Random} from './support/random.ts';
import {attempt, change, SLOW} from './t14-fuzzed-frames.ts';
import type {Figure} from './types.ts';

const INPUTS = 1_000_000;
const QUICK_INPUTS = 50_000;

/** What is read, and how something good of it looks. */
type Reader = {
  readonly name: string;
  readonly good: readonly Uint8Array[];
  readonly read: (bytes: Uint8Array) => unknown;
  /** What it may throw. */
  readonly refusal: new (
    ...parameters: never[]
  ) => Error;
};

const ROOM = new Uint8Array(32).fill(9);
const TICKET = {room: ROOM, seed: new Uint8Array(16), hostKey: Buffer.from(peerKey('ab'.repeat(32)), 'hex')};
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const body = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/** All that reads bytes of others for rooms: messages of the channel, bodies of acts and invitations, links of tickets. */
const READERS: readonly Reader[] = [
  {
    name: 'a message',
    good: roomVectors.map(([, hex]) => Buffer.from(hex.replaceAll(' ', ''), 'hex')),
    read: buffer => roomChannel.read({buffer, start: 0, end: buffer.byteLength} as never),
    refusal: ProtocolError,
  },
  {
    name: 'an act',
    good: actVectors.map(([act]) => Buffer.from(actBody(act), 'base64url')),
    read: bytes => actOfBody(body(bytes)),
    refusal: ProtocolError,
  },
  {
    name: 'the text of an act',
    good: actVectors.map(([act]) => Buffer.from(actBody(act), 'latin1')),
    read: bytes => actOfBody(text(bytes)),
    refusal: ProtocolError,
  },
  {
    name: 'an invitation',
    good: [Buffer.from(invitationBody({room: ROOM, name: 'berlin'}), 'base64url')],
    read: bytes => invitationOfBody(body(bytes)),
    refusal: ProtocolError,
  },
  {
    name: 'a ticket',
    good: [Buffer.from(formatTicket({...TICKET, addresses: []}), 'latin1')],
    read: bytes => parseTicket(text(bytes)),
    refusal: NatterError,
  },
];

export const roomFrames: Figure = {
  id: 'T14C',
  title: 'fuzzed messages, acts, invitations and tickets of rooms against every reader',
  bar: 'only protocol errors, none over 50 ms',
  async run({quick, seed}) {
    const wanted = quick ? QUICK_INPUTS : INPUTS;
    const {refused, read, slowest, wrong} = fuzzRooms(createRandom(seed), wanted);
    return {
      result: `${wanted} inputs: ${read} read, ${refused} refused, ${wrong.length} others, slowest ${slowest.toFixed(1)} ms`,
      pass: wrong.length === 0 && slowest <= SLOW && refused > 0 && read > 0,
      notes: wrong.slice(0, 5),
    };
  },
};

/** Reads changed inputs; whatever is thrown besides what the reader may throw is wrong. */
export function fuzzRooms(random: Random, inputs: number) {
  const wrong: string[] = [];
  let [refused, read, slowest] = [0, 0, 0];
  for (let count = 0; count < inputs; count++) {
    const reader = READERS[count % READERS.length] as Reader;
    const bytes = change(random.pick(reader.good), random);
    const {error, milliseconds} = attempt(() => void reader.read(bytes.slice()));
    if (error === null) {
      read++;
    } else if (error instanceof reader.refusal) {
      refused++;
    } else {
      wrong.push(`${reader.name} ${Buffer.from(bytes).toString('hex').slice(0, 200)}: ${error}`);
    }
    slowest = Math.max(slowest, milliseconds);
  }
  return {refused, read, slowest, wrong};
}
