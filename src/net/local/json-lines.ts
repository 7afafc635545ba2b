import {onceFor} from '../../lib/once-for.ts';

const NEWLINE = 0x0a;

export type LineReader = {
  /** Takes the next bytes as they came. */
  readonly push: (chunk: Uint8Array) => void;
};

/**
 * Cuts a stream of bytes into lines and reads each as JSON. A line longer than `maxBytes`, or one that is no JSON, is
 * `onBroken`, once; nothing is read after that. What is kept never grows beyond one line.
 */
export function createLineReader(
  maxBytes: number,
  onValue: (value: unknown) => void,
  onBroken: (why: 'too long' | 'not JSON') => void,
): LineReader {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let isBroken = false;

  const giveUp = (why: 'too long' | 'not JSON') => {
    isBroken = true;
    pieces = [];
    onBroken(why);
  };

  const hold = (piece: Uint8Array) => {
    held += piece.byteLength;
    if (held > maxBytes) {
      giveUp('too long');
    } else if (piece.byteLength > 0) {
      pieces.push(piece);
    }
  };

  const finishLine = () => {
    const line = Buffer.concat(pieces).toString('utf8');
    pieces = [];
    held = 0;
    if (line.trim() === '') {
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      giveUp('not JSON');
      return;
    }
    onValue(value);
  };

  return {
    push(chunk) {
      let begin = 0;
      while (!isBroken && begin < chunk.byteLength) {
        const end = chunk.indexOf(NEWLINE, begin);
        if (end === -1) {
          hold(chunk.subarray(begin));
          return;
        }
        hold(chunk.subarray(begin, end));
        if (!isBroken) {
          finishLine();
        }
        begin = end + 1;
      }
    },
  };
}

/** A value as one line. JSON escapes line breaks, so a value never takes two. */
export function toLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** The same for an object that goes to many: it is made into bytes once, which all of them wait for together. */
export const toSharedLine = onceFor((value: object) => Buffer.from(toLine(value)));
