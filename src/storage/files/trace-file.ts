import {closeSync, constants, fchmodSync, fstatSync, openSync, renameSync, writeSync} from 'node:fs';
import {checkPrivateFile} from './private-file.ts';

/** A file that grows over this becomes the old one, in the place of that before it. Bytes. */
export const MAX_TRACE_BYTES = 4 * 2 ** 20;
/** Nothing is written through a symbolic link. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** A file of lines that is never larger than its bound. */
export type TraceFile = {
  /** Adds a line at once, so that it is there after a crash. What cannot be written is left out. */
  readonly write: (line: string) => void;
  readonly close: () => void;
};

/** Opens a file that only its owner reads, and goes on behind what is in it. Throws `PROFILE_UNSAFE`, or what the disk says. */
export function openTraceFile(path: string, limit: number = MAX_TRACE_BYTES): TraceFile {
  checkPrivateFile(path);
  let descriptor: number | null = open(path);
  let size = fstatSync(descriptor).size;

  function rotate(): void {
    close();
    renameSync(path, `${path}.old`);
    descriptor = open(path);
    size = 0;
  }

  function close(): void {
    if (descriptor !== null) {
      closeSync(descriptor);
      descriptor = null;
    }
  }

  return {
    write(line) {
      const bytes = Buffer.from(`${line}\n`);
      try {
        if (size > 0 && size + bytes.byteLength > limit) {
          rotate();
        }
        if (descriptor !== null) {
          size += writeSync(descriptor, bytes);
        }
      } catch {
        // a full disk is told of where messages are lost, not here
      }
    },
    close,
  };
}

function open(path: string): number {
  const descriptor = openSync(path, APPEND, 0o600);
  fchmodSync(descriptor, 0o600);
  return descriptor;
}
