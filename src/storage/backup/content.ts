import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import {damagedBackup, PIECE_BYTES} from './backup-stream.ts';

/** A file that a backup holds: where it is, and how it is called in there. */
export type Source = {readonly name: string; readonly path: string};

const SIZE_BYTES = 8;

/** The content of a backup of these files, in pieces of exactly `PIECE_BYTES`, but for the last. */
export function* piecesOf(sources: readonly Source[]): Generator<{content: Buffer; isLast: boolean}> {
  let waiting: Buffer = Buffer.alloc(0);
  for (const bytes of bytesOf(sources)) {
    waiting = Buffer.concat([waiting, bytes]);
    while (waiting.length > PIECE_BYTES) {
      yield {content: waiting.subarray(0, PIECE_BYTES), isLast: false};
      waiting = waiting.subarray(PIECE_BYTES);
    }
  }
  yield {content: waiting, isLast: true};
}

function* bytesOf(sources: readonly Source[]): Generator<Buffer> {
  for (const {name, path} of sources) {
    const descriptor = openSync(path, 'r');
    try {
      const {size} = fstatSync(descriptor);
      yield headOf(name, size);
      for (let read = 0; read < size; ) {
        const bytes = Buffer.alloc(Math.min(PIECE_BYTES, size - read));
        const count = readSync(descriptor, bytes, 0, bytes.length, read);
        if (count === 0) {
          throw new TypeError(`${name} became shorter while it was read`);
        }
        read += count;
        yield bytes.subarray(0, count);
      }
    } finally {
      closeSync(descriptor);
    }
  }
}

function headOf(name: string, size: number): Buffer {
  const bytes = Buffer.from(name, 'utf8');
  const length = Buffer.alloc(SIZE_BYTES);
  length.writeBigUInt64BE(BigInt(size));
  return Buffer.concat([Buffer.from([bytes.length]), bytes, length]);
}

/** Takes the files of a backup as they come. */
export type ContentListener = {
  readonly onFile: (name: string) => void;
  /** Some bytes of the file that came last. */
  readonly onBytes: (bytes: Buffer) => void;
};

/** Reads content, however it is cut. */
export type ContentReader = {
  readonly push: (content: Buffer) => void;
  /** Throws `BACKUP_DAMAGED` in the middle of a file. */
  readonly end: () => void;
};

/** Creates a reader of the content of one backup. */
export function createContentReader({onFile, onBytes}: ContentListener): ContentReader {
  let waiting: Buffer = Buffer.alloc(0);
  /** Bytes that are missing of the present file. */
  let missing = 0;

  return {
    push(content) {
      waiting = waiting.length === 0 ? content : Buffer.concat([waiting, content]);
      for (;;) {
        if (missing > 0 && waiting.length > 0) {
          const bytes = waiting.subarray(0, missing);
          missing -= bytes.length;
          waiting = waiting.subarray(bytes.length);
          onBytes(bytes);
        }
        const [nameBytes] = waiting;
        if (missing > 0 || nameBytes === undefined || waiting.length < 1 + nameBytes + SIZE_BYTES) {
          return;
        }
        const size = waiting.readBigUInt64BE(1 + nameBytes);
        if (size > BigInt(Number.MAX_SAFE_INTEGER)) {
          throw damagedBackup();
        }
        onFile(waiting.toString('utf8', 1, 1 + nameBytes));
        missing = Number(size);
        waiting = waiting.subarray(1 + nameBytes + SIZE_BYTES);
      }
    },
    end() {
      if (missing > 0 || waiting.length > 0) {
        throw damagedBackup();
      }
    },
  };
}
