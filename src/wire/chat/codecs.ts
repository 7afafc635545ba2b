import type {State} from 'compact-encoding';
import {
  MAX_BATCH_ENTRIES,
  MAX_LOG_POSITIONS,
  MAX_NAME_BYTES,
  MAX_REASON_BYTES,
  MAX_STATUS_BYTES,
} from '../../lib/limits.ts';
import {
  bytes,
  type Codec,
  checked,
  enumeration,
  flag,
  flags,
  list,
  nullable,
  text,
  uint,
} from '../codec/primitives.ts';
import {message, optional, record} from '../codec/record.ts';
import {ADDRESS_BYTES, CHAIN_BYTES, HASH_BYTES, KEY_BYTES, SIGNATURE_BYTES} from '../sizes.ts';
import {BINDING_BYTES} from '../version.ts';
import {entryCodec} from './entry-codec.ts';
import {keyCodec} from './key-codec.ts';
import type {
  ByeReason,
  ChatMessage,
  HelloDevices,
  LogPosition,
  ReachAddress,
  ReadPosition,
} from './messages.ts';

export type MessageType = ChatMessage['type'];
export type MessageOf<T extends MessageType> = Extract<ChatMessage, {type: T}>;

/** One codec for each message: the compiler refuses a message without one. */
export type MessageCodecs = {readonly [T in MessageType]: Codec<MessageOf<T>>};

/** The number of a message on its channel. Tags are forever: retire one by leaving a gap. 10 is retired. */
export const messageTags = {
  hello: 0,
  standing: 1,
  rename: 2,
  have: 3,
  read: 4,
  entries: 5,
  typing: 6,
  ping: 7,
  pong: 8,
  bye: 9,
  reach: 11,
  'reach-ack': 12,
  status: 13,
} as const satisfies Record<MessageType, number>;

/** Longest name and release of a program, and name of a device, in bytes of UTF-8; most devices of one person. */
const MAX_PROGRAM_BYTES = 64;
const MAX_DEVICE_NAME_BYTES = 64;
const MAX_DEVICES = 8;
/** Addresses that one `reach` tells. */
export const MAX_REACH_ADDRESSES = 8;

/** What stands on the wire for the reason of a bye. Numbers are forever: retire one by leaving a gap. */
export const byeReasonNumbers = {
  disconnect: 1,
  quit: 2,
  duplicate: 3,
  declined: 4,
  closed: 5,
  blocked: 6,
  self: 7,
  protocol: 8,
  busy: 9,
  version: 10,
  'invite-used': 11,
  'invite-expired': 12,
} as const satisfies Record<ByeReason, number>;

const epoch = uint('epoch of a log');
const sequence = uint('sequence of an entry');
const manyLogs = {min: 0, max: MAX_LOG_POSITIONS};
const position = record<LogPosition>({epoch, sequence, chain: bytes('chain of a log', CHAIN_BYTES)});
const positions = list('list of positions', position, manyLogs);
const readPositions = list('list of positions', record<ReadPosition>({epoch, sequence}), manyLogs);
const author = keyCodec('author of a log');
const nonce = uint('number of a ping');
const reachSerial = uint('number of a reach key');
const program = text('name of a program', MAX_PROGRAM_BYTES);
const release = text('release of a program', MAX_PROGRAM_BYTES);
const person = bytes('key of a person', KEY_BYTES);

/** A list or nothing, after its length: nothing says that the person and the device are one key. */
const deviceList = nullable(
  'device list',
  record<HelloDevices>({
    number: uint('number of a device list'),
    previous: bytes('hash of a device list', HASH_BYTES),
    devices: list(
      'list of devices',
      record({
        key: bytes('key of a device', KEY_BYTES),
        name: text('name of a device', MAX_DEVICE_NAME_BYTES),
        since: uint('time of a device'),
      }),
      {min: 1, max: MAX_DEVICES},
    ),
    signature: bytes('signature of a device list', SIGNATURE_BYTES),
  }),
);

/**
 * How each message stands on the wire (docs/PROTOCOL.md): its fields in order. A new field goes to the end, as
 * `optional`, with what it means that an older writer leaves it out.
 */
export const messageCodecs: MessageCodecs = {
  hello: message('hello', {
    version: uint('version'),
    features: flags('feature field'),
    name: text('name', MAX_NAME_BYTES),
    port: uint('port', 0xffff),
    instance: uint('instance'),
    binding: bytes('binding', BINDING_BYTES),
    person,
    devices: deviceList,
    program,
    release,
  }),
  standing: message('standing', {accepted: flag('flag field of a standing')}),
  rename: message('rename', {name: text('name', MAX_NAME_BYTES)}),
  have: message('have', {author, clock: uint('clock of a conversation'), logs: positions}),
  read: message('read', {author, logs: readPositions}),
  entries: checked(
    message('entries', {
      author,
      epoch,
      first: sequence,
      entries: list('list of entries', entryCodec, {min: 1, max: MAX_BATCH_ENTRIES}),
    }),
    ({first, entries}) => first > 0 && first <= Number.MAX_SAFE_INTEGER - entries.length + 1,
    'The list of entries lies outside of a log',
  ),
  typing: message('typing', {active: flag('flag field of a typing')}),
  ping: message('ping', {nonce}),
  pong: message('pong', {nonce}),
  bye: message('bye', {
    reason: enumeration('reason of a bye', byeReasonNumbers, 'disconnect'),
    detail: text('detail of a bye', MAX_REASON_BYTES),
    program: optional(program, ''),
    release: optional(release, ''),
  }),
  reach: message('reach', {
    serial: reachSerial,
    point: bytes('reach key', KEY_BYTES),
    possession: bytes('signature of a reach key', SIGNATURE_BYTES),
    addresses: list(
      'list of addresses',
      record<ReachAddress>({host: bytes('address', ADDRESS_BYTES), port: uint('port', 0xffff)}),
      {min: 0, max: MAX_REACH_ADDRESSES},
    ),
    time: uint('time of a reach'),
  }),
  'reach-ack': message('reach-ack', {serial: reachSerial}),
  status: message('status', {text: text('text of a status', MAX_STATUS_BYTES)}),
};

/** The codec of a message, for a message whose type is not known before. */
export function codecOf(type: MessageType): Codec<ChatMessage> {
  return messageCodecs[type] as Codec<ChatMessage>;
}

/** Writes a message without its tag. Throws `RangeError` if it breaks a bound. */
export function encodeMessage(message: ChatMessage): Uint8Array {
  const codec = codecOf(message.type);
  const state: State = {start: 0, end: 0, buffer: null};
  codec.preencode(state, message);
  state.buffer = new Uint8Array(state.end);
  codec.encode(state, message);
  return state.buffer;
}

/** Reads a message without its tag. Throws `ProtocolError`. */
export function decodeMessage<T extends MessageType>(type: T, buffer: Uint8Array): MessageOf<T> {
  return messageCodecs[type].decode({start: 0, end: buffer.byteLength, buffer});
}
