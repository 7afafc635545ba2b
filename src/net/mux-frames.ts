import c, {type State} from 'compact-encoding';
import {uint} from '../wire/primitives.ts';
import {ProtocolError} from '../wire/protocol-error.ts';

/** Control messages of Protomux travel on channel 0. */
const CONTROL = 0;
const BATCH = 0;
const OPEN = 1;
/** Channels that a peer may open on one link: Protomux keeps a place for each of them for good. */
const MAX_OPENS = 16;
/** Channel numbers up to here take one byte. */
const MAX_CHANNEL = 0xfc;

const channelNumber = uint('The number of a channel');
const controlType = uint('The type of a control message');
const messageSize = uint('The size of a message in a batch');

/**
 * Makes a reader of Protomux frames for one link. It hands on the messages of each frame one by one, as frames
 * of their own that share the bytes of the first, and throws `ProtocolError` for what Protomux must never see.
 *
 * Protomux follows batches inside of batches by recursion: 64 KiB of them overflow the stack, and it throws
 * a RangeError again where nobody can catch it, which ends the process. It also answers in batches while it
 * reads one, so that answers could grow beyond a frame. Neither happens to a Protomux that sees no batch.
 */
export function createFrameReader(): (frame: Uint8Array, deliver: (message: Uint8Array) => void) => void {
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
      deliver(asFrame(state, channel, start + size));
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
    deliver(frame);
  };
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

/**
 * Writes messages as one Protomux frame: a batch, or the message itself if it is alone. Each message is a frame
 * of its own: a channel number of one byte and what follows.
 */
export function writeFrame(messages: readonly Uint8Array[], alloc: (size: number) => Uint8Array): Uint8Array {
  const [first] = messages;
  if (first === undefined || messages.length === 1) {
    return first ?? alloc(0);
  }
  const state: State = {buffer: alloc(batchSize(messages)), start: 0, end: 0};
  let channel = first[0] ?? CONTROL;
  c.uint8.encode(state, CONTROL);
  c.uint8.encode(state, BATCH);
  c.uint8.encode(state, channel);
  for (const message of messages) {
    const own = message[0] ?? CONTROL;
    if (own !== channel) {
      channel = own;
      c.uint8.encode(state, 0);
      c.uint8.encode(state, channel);
    }
    c.buffer.encode(state, message.subarray(1));
  }
  return state.buffer ?? alloc(0);
}

/** The most that a message can add to a batch: its size, and a change of the channel. */
export function sizeInBatch(message: Uint8Array): number {
  return message.byteLength + 6;
}

/** Bytes that a batch takes before its first message. */
export const BATCH_HEADER_BYTES = 3;

function batchSize(messages: readonly Uint8Array[]): number {
  const state: State = {buffer: null, start: 0, end: BATCH_HEADER_BYTES};
  let channel = messages[0]?.[0];
  for (const message of messages) {
    if (message[0] !== channel) {
      channel = message[0];
      state.end += 2;
    }
    c.uint.preencode(state, message.byteLength - 1);
    state.end += message.byteLength - 1;
  }
  return state.end;
}
