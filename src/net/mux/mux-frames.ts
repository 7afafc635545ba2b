import c, {type State} from 'compact-encoding';
import {type Codec, uint} from '../../wire/codec/primitives.ts';
import {ProtocolError} from '../../wire/protocol-error.ts';

/** Control messages of Protomux travel on channel 0. */
const CONTROL = 0;
const BATCH = 0;
const OPEN = 1;
/** Channels that a peer may open on one link: Protomux keeps a place for each of them for good. */
const MAX_OPENS = 16;
/** Channel numbers up to here take one byte. */
const MAX_CHANNEL = 0xfc;

const channelNumber = uint('number of a channel');
const controlType = uint('type of a control message');
const messageSize = uint('size of a message in a batch');

/** Takes a message of a channel where it lies: type and payload, up to the end of the state. */
export type FastPath = (state: State) => void;

/** The channels that are open, by the peer's number: their messages do not take the way through Protomux. */
export type FastPaths = (channel: number) => FastPath | undefined;

const NONE: FastPaths = () => undefined;

/**
 * Creates a reader of Protomux frames for one link. It hands on the messages of each frame one by one, as frames
 * of their own that share the bytes of the first, and throws `ProtocolError` for what Protomux must never see.
 * Messages of channels that have a fast path are read where they lie: Protomux would need a view and a state for each.
 *
 * Protomux follows batches inside of batches by recursion: 64 KiB of them overflow the stack, and it throws
 * a RangeError again where nobody can catch it, which ends the process. It also answers in batches while it
 * reads one, so that answers could grow beyond a frame. Neither happens to a Protomux that sees no batch.
 */
export function createFrameReader(
  fastPaths: FastPaths = NONE,
): (frame: Uint8Array, deliver: (message: Uint8Array) => void) => void {
  let opens = 0;

  function checkControl(state: State): void {
    const type = controlType.decode(state);
    if (type === BATCH) {
      throw new ProtocolError('A batch lies inside of a batch');
    }
    if (type === OPEN && ++opens > MAX_OPENS) {
      throw new ProtocolError(`More than ${MAX_OPENS} channels were opened`);
    }
  }

  function readBatch(state: State, deliver: (message: Uint8Array) => void): void {
    const {end} = state;
    let channel = channelNumber.decode(state);
    while (state.start < end) {
      const size = messageSize.decode(state);
      if (size === 0) {
        channel = channelNumber.decode(state);
        continue;
      }
      const {start} = state;
      if (size > end - start) {
        throw new ProtocolError('A message of a batch is cut short');
      }
      if (channel === CONTROL) {
        checkControl({buffer: state.buffer, start, end: start + size});
      }
      const fastPath = fastPathOf(channel);
      if (fastPath !== undefined) {
        state.end = start + size;
        fastPath(state);
        state.end = end;
      } else {
        deliver(asFrame(state, channel, start + size));
      }
      state.start = start + size;
    }
  }

  return (frame, deliver) => {
    const state: State = {buffer: frame, start: 0, end: frame.byteLength};
    const channel = channelNumber.decode(state);
    if (channel === CONTROL && frame[state.start] === BATCH) {
      state.start++;
      readBatch(state, deliver);
      return;
    }
    if (channel === CONTROL) {
      checkControl(state);
    }
    const fastPath = fastPathOf(channel);
    if (fastPath !== undefined) {
      fastPath(state);
    } else {
      deliver(frame);
    }
  };

  function fastPathOf(channel: number): FastPath | undefined {
    return channel === CONTROL ? undefined : fastPaths(channel);
  }
}

/** The number of the channel takes the place of the last byte of the message's size, which has been read. */
function asFrame(state: State, channel: number, end: number): Uint8Array {
  if (state.buffer === null || channel > MAX_CHANNEL) {
    throw new ProtocolError('A message is for a channel that cannot be open');
  }
  const start = state.start - 1;
  state.buffer[start] = channel;
  return state.buffer.subarray(start, end);
}

/** A message that is written into its frame when this leaves: no buffer of its own, no copy. */
export type Outgoing = {
  /** Our number of the channel, and its number of the message. Both take one byte. */
  readonly channel: number;
  readonly type: number;
  readonly message: unknown;
  readonly codec: Pick<Codec<never>, 'encode'>;
  /** Of what leaves in one frame, lower ones go first. */
  readonly priority: number;
  /** Bytes of channel, type and payload. */
  readonly byteLength: number;
};

/**
 * Writes messages as one Protomux frame: a batch, or the message itself if it is alone. Those that are bytes
 * are frames of their own: a channel number of one byte and what follows.
 */
export function writeFrame(
  messages: readonly (Uint8Array | Outgoing)[],
  alloc: (size: number) => Uint8Array,
): Uint8Array {
  const [first] = messages;
  if (first === undefined) {
    return alloc(0);
  }
  const isAlone = messages.length === 1;
  const buffer = alloc(isAlone ? first.byteLength : batchSize(messages));
  const state: State = {buffer, start: 0, end: 0};
  if (isAlone) {
    c.uint8.encode(state, channelOf(first));
    writeMessage(state, first);
  } else {
    writeBatch(state, messages, channelOf(first));
  }
  return buffer;
}

function writeBatch(state: State, messages: readonly (Uint8Array | Outgoing)[], first: number): void {
  let channel = first;
  c.uint8.encode(state, CONTROL);
  c.uint8.encode(state, BATCH);
  c.uint8.encode(state, channel);
  for (const message of messages) {
    const own = channelOf(message);
    if (own !== channel) {
      channel = own;
      c.uint8.encode(state, 0);
      c.uint8.encode(state, channel);
    }
    c.uint.encode(state, message.byteLength - 1);
    writeMessage(state, message);
  }
}

/** The part behind the channel number. */
function writeMessage(state: State, message: Uint8Array | Outgoing): void {
  if (message instanceof Uint8Array) {
    state.buffer?.set(message.subarray(1), state.start);
    state.start += message.byteLength - 1;
  } else {
    c.uint8.encode(state, message.type);
    message.codec.encode(state, message.message as never);
  }
}

function channelOf(message: Uint8Array | Outgoing): number {
  return message instanceof Uint8Array ? (message[0] ?? CONTROL) : message.channel;
}

/** The most that a message can add to a batch: its size, and a change of the channel. */
export function sizeInBatch(message: {readonly byteLength: number}): number {
  return message.byteLength + 6;
}

/** Bytes that a batch takes before its first message. */
export const BATCH_HEADER_BYTES = 3;

function batchSize(messages: readonly (Uint8Array | Outgoing)[]): number {
  const state: State = {buffer: null, start: 0, end: BATCH_HEADER_BYTES};
  let channel: number | null = null;
  for (const message of messages) {
    const own = channelOf(message);
    if (channel !== null && own !== channel) {
      state.end += 2;
    }
    channel = own;
    c.uint.preencode(state, message.byteLength - 1);
    state.end += message.byteLength - 1;
  }
  return state.end;
}
