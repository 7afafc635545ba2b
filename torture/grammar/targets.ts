import {isDeepStrictEqual} from 'node:util';
import {createFrameReader} from '../../src/net/mux/mux-frames.ts';
import {decodeMessage, encodeMessage, type MessageType, messageTags} from '../../src/wire/chat/codecs.ts';
import {ProtocolError} from '../../src/wire/protocol-error.ts';

/** No input may keep a decoder busy for longer, milliseconds. */
const SLOW = 50;
const types: ReadonlyMap<number, MessageType> = new Map(
  Object.entries(messageTags).map(([type, tag]) => [tag, type as MessageType]),
);

/** What became of an input: a message or more, or an error that its sender is told of. */
export type Verdict = 'message' | 'protocol error';

/**
 * Reads a payload. Throws what a decoder must not throw, and also if what was read is written and read again as
 * something else, or takes too long.
 */
export function readPayload(type: MessageType, bytes: Uint8Array): Verdict {
  return judge(() => {
    const message = decodeMessage(type, bytes.slice());
    const written = encodeMessage(message);
    const again = decodeMessage(type, written);
    if (!isDeepStrictEqual(written, encodeMessage(again))) {
      throw new Error(`${JSON.stringify(message)} is read again as ${JSON.stringify(again)}`);
    }
  });
}

/** Reads a frame and the messages in it, like `readPayload`. */
export function readFrame(bytes: Uint8Array): Verdict {
  return judge(() => {
    createFrameReader()(bytes.slice(), message => {
      const type = types.get(message[1] ?? -1);
      if (message[0] !== 0 && type !== undefined) {
        decodeMessage(type, message.subarray(2));
      }
    });
  });
}

/** The first byte chooses the reader: for those that know nothing but bytes. */
export function readAnything(bytes: Uint8Array): Verdict {
  const type = types.get((bytes[0] ?? 0) % (types.size + 3));
  return type === undefined ? readFrame(bytes.subarray(1)) : readPayload(type, bytes.subarray(1));
}

function judge(read: () => void): Verdict {
  let milliseconds = Number.POSITIVE_INFINITY;
  let verdict: Verdict = 'message';
  for (let tries = 0; tries < 3 && milliseconds > SLOW; tries++) {
    const begin = performance.now();
    verdict = attempt(read);
    milliseconds = Math.min(milliseconds, performance.now() - begin);
  }
  if (milliseconds > SLOW) {
    throw new Error(`it took ${milliseconds.toFixed(0)} ms`);
  }
  return verdict;
}

function attempt(read: () => void): Verdict {
  try {
    read();
    return 'message';
  } catch (error) {
    if (error instanceof ProtocolError) {
      return 'protocol error';
    }
    throw error;
  }
}
