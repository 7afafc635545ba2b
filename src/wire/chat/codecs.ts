import type {State} from 'compact-encoding';
import {MAX_BATCH_ENTRIES, MAX_LOG_POSITIONS, MAX_NAME_BYTES, MAX_REASON_BYTES} from '../../lib/limits.ts';
import {byeReasonNumbers, byeReasonOf} from '../codec/enum-tags.ts';
import {bytes, type Codec, list, text, uint} from '../codec/primitives.ts';
import {ProtocolError} from '../protocol-error.ts';
import {BINDING_BYTES} from '../version.ts';
import {entryCodec} from './entry-codec.ts';
import type {Bye, ChatMessage, Entries, Have, Hello, LogMark, LogPosition, Marks, Read} from './messages.ts';

export type MessageType = ChatMessage['type'];
export type MessageOf<T extends MessageType> = Extract<ChatMessage, {type: T}>;

/** One codec for each message: the compiler refuses a message without one. */
export type MessageCodecs = {readonly [T in MessageType]: Codec<MessageOf<T>>};

/** The number of a message on its channel. Tags are forever: retire one by leaving a gap. */
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
  marks: 10,
} as const satisfies Record<MessageType, number>;

const version = uint('The version');
const features = uint('The features');
const name = text('A name', MAX_NAME_BYTES);
const port = uint('The port', 0xffff);
const instance = uint('The instance');
const binding = bytes('The binding', BINDING_BYTES);
const flags = uint('The flags', 0xffff_ffff);
const epoch = uint('An epoch');
const sequence = uint('A sequence');
const time = uint('The time of a mark');
const entries = list('The entries of a frame', entryCodec, {min: 1, max: MAX_BATCH_ENTRIES});
const nonce = uint('The number of a ping');
const reason = uint('The reason of a bye');
const detail = text('The detail of a bye', MAX_REASON_BYTES);

const position: Codec<LogPosition> = {
  preencode(state, value) {
    epoch.preencode(state, value.epoch);
    sequence.preencode(state, value.sequence);
  },
  encode(state, value) {
    epoch.encode(state, value.epoch);
    sequence.encode(state, value.sequence);
  },
  decode: state => ({epoch: epoch.decode(state), sequence: sequence.decode(state)}),
};

const positions = list('The positions of a message', position, {min: 0, max: MAX_LOG_POSITIONS});

const mark: Codec<LogMark> = {
  preencode(state, value) {
    epoch.preencode(state, value.epoch);
    time.preencode(state, value.time);
  },
  encode(state, value) {
    epoch.encode(state, value.epoch);
    time.encode(state, value.time);
  },
  decode: state => ({epoch: epoch.decode(state), time: time.decode(state)}),
};

const marks = list('The marks of a message', mark, {min: 0, max: MAX_LOG_POSITIONS});

const hello: Codec<Hello> = {
  preencode(state, message) {
    version.preencode(state, message.version);
    features.preencode(state, message.features);
    name.preencode(state, message.name);
    port.preencode(state, message.port);
    instance.preencode(state, message.instance);
    binding.preencode(state, message.binding);
  },
  encode(state, message) {
    version.encode(state, message.version);
    features.encode(state, message.features);
    name.encode(state, message.name);
    port.encode(state, message.port);
    instance.encode(state, message.instance);
    binding.encode(state, message.binding);
  },
  decode: state => ({
    type: 'hello',
    version: version.decode(state),
    features: features.decode(state),
    name: name.decode(state),
    port: port.decode(state),
    instance: instance.decode(state),
    binding: binding.decode(state),
  }),
};

const entriesMessage: Codec<Entries> = {
  preencode(state, message) {
    epoch.preencode(state, message.epoch);
    sequence.preencode(state, message.first);
    entries.preencode(state, message.entries);
  },
  encode(state, message) {
    epoch.encode(state, message.epoch);
    sequence.encode(state, message.first);
    entries.encode(state, message.entries);
  },
  decode(state) {
    const log = epoch.decode(state);
    const first = sequence.decode(state);
    const decoded = entries.decode(state);
    if (first === 0 || first > Number.MAX_SAFE_INTEGER - decoded.length + 1) {
      throw new ProtocolError('The entries of a frame lie outside of a log');
    }
    return {type: 'entries', epoch: log, first, entries: decoded};
  },
};

const bye: Codec<Bye> = {
  preencode(state, message) {
    reason.preencode(state, byeReasonNumbers[message.reason]);
    detail.preencode(state, message.detail);
  },
  encode(state, message) {
    reason.encode(state, byeReasonNumbers[message.reason]);
    detail.encode(state, message.detail);
  },
  decode: state => ({type: 'bye', reason: byeReasonOf(reason.decode(state)), detail: detail.decode(state)}),
};

/** How each message stands on the wire (docs/PROTOCOL.md). Bytes after the last known field are ignored. */
export const messageCodecs: MessageCodecs = {
  hello,
  standing: flag(
    ({accepted}) => accepted,
    accepted => ({type: 'standing', accepted}),
  ),
  rename: single(
    name,
    message => message.name,
    value => ({type: 'rename', name: value}),
  ),
  marks: single(
    marks,
    (message: Marks) => message.logs,
    logs => ({type: 'marks', logs}),
  ),
  have: single(
    positions,
    (message: Have) => message.logs,
    logs => ({type: 'have', logs}),
  ),
  read: single(
    positions,
    (message: Read) => message.logs,
    logs => ({type: 'read', logs}),
  ),
  entries: entriesMessage,
  typing: flag(
    ({active}) => active,
    active => ({type: 'typing', active}),
  ),
  ping: single(
    nonce,
    message => message.nonce,
    value => ({type: 'ping', nonce: value}),
  ),
  pong: single(
    nonce,
    message => message.nonce,
    value => ({type: 'pong', nonce: value}),
  ),
  bye,
};

/** A message of one field. */
function single<M extends ChatMessage, T>(
  field: Codec<T>,
  get: (message: M) => T,
  make: (value: T) => M,
): Codec<M> {
  return {
    preencode: (state, message) => field.preencode(state, get(message)),
    encode: (state, message) => field.encode(state, get(message)),
    decode: state => make(field.decode(state)),
  };
}

/** A message that is a set of flags, of which the lowest bit is known. */
function flag<M extends ChatMessage>(get: (message: M) => boolean, make: (value: boolean) => M): Codec<M> {
  return single(
    flags,
    message => (get(message) ? 1 : 0),
    (bits: number) => make((bits & 1) === 1),
  );
}

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
