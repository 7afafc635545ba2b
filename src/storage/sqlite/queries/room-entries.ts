import {peerKey} from '../../../lib/ids.ts';
import {entryAsItCame} from '../../../wire/chat/entry-codec.ts';
import type {WireEntry} from '../../../wire/chat/messages.ts';
import type {Connection} from '../connection.ts';
import {IS_SHOWN} from '../schema.ts';
import type {HeldEntry} from './entries.ts';
import {kindNumber, kindOf, OUT_OF_SIGHT} from './entry-row.ts';

/** An entry as others are to get it, with what its digest is made of. */
export type PassedOn = {
  readonly row: number;
  readonly sequence: number;
  /** About how much it takes on the wire, bytes. */
  readonly size: number;
  readonly entry: WireEntry;
  /** Where it does not follow from the content. */
  readonly digest: Uint8Array | null;
};

/** An entry that points at another, and where. */
export type PointingEntry = HeldEntry & {
  readonly sequence: number;
  readonly targetBy: number;
  readonly targetEpoch: number;
  readonly targetSequence: number;
  /** Null if it has no effect. */
  readonly targetAuthor: number | null;
};

/** Entries of rooms: as they are given on to others, and in and out of sight. */
export type RoomEntries = {
  /** Entries of a log behind a sequence, up to another one or all, one by one, in order. */
  readonly after: (log: number, sequence: number, upTo?: number) => Iterable<PassedOn>;
  /** Behind a sequence up to another one: the entries that point at others, with effect or not. */
  readonly pointing: (log: number, after: number, upTo: number) => PointingEntry[];
  /** Sequences of messages there that are in sight. */
  readonly inSight: (log: number, after: number, upTo: number) => number[];
  /** Takes entries out of sight there, without their effects, or puts them back. */
  readonly takeOut: (log: number, after: number, upTo: number) => void;
  readonly putBack: (log: number, after: number, upTo: number) => void;
  /** Keeps the content of an entry as it came, and its digest. */
  readonly setDigest: (row: number, digest: Uint8Array, raw: Uint8Array) => void;
  readonly setEffect: (row: number, targetAuthor: number) => void;
  /** The last sequence of a log whose clock is not higher; 0 if there is none. */
  readonly lastUpToClock: (log: number, clock: number) => number;
};

type StoredEntry = {
  readonly row: number;
  readonly sequence: number;
  readonly clock: number;
  readonly time: number;
  readonly kind: number;
  readonly author: string | null;
  readonly target_epoch: number | null;
  readonly target_sequence: number | null;
  readonly body: string;
  readonly lifetime: number | null;
  readonly salt: Uint8Array | null;
  readonly digest: Uint8Array | null;
  readonly raw: Uint8Array | null;
};

const POINTS = `kind % ${OUT_OF_SIGHT} IN (${kindNumber('edit')}, ${kindNumber('delete')}, ${kindNumber('reaction')})`;
const IN_RANGE = 'log = ? AND sequence > ? AND sequence <= ?';

/** Prepares the statements on entries of rooms. */
export function createRoomEntries(connection: Connection): RoomEntries {
  const after = connection.prepare<[number, number, number], StoredEntry>(
    `SELECT row, sequence, clock, time, kind,
       (SELECT lower(hex(key)) FROM authors WHERE author = target_by) AS author,
       target_epoch, target_sequence, body, lifetime, salt, digest, raw
     FROM entries WHERE ${IN_RANGE} ORDER BY sequence`,
  );
  const pointing = connection.prepare<[number, number, number], PointingRecord>(
    `SELECT row, sequence, clock, kind, body, target_by AS targetBy, target_epoch AS targetEpoch,
       target_sequence AS targetSequence, target_author AS targetAuthor
     FROM entries WHERE ${IN_RANGE} AND ${POINTS} AND target_by IS NOT NULL ORDER BY sequence`,
  );
  const inSight = connection
    .prepare<[number, number, number], number>(
      `SELECT sequence FROM entries WHERE ${IN_RANGE} AND ${IS_SHOWN}`,
    )
    .pluck();
  const takeOut = connection.prepare<[number, number, number]>(
    `UPDATE entries SET kind = kind + ${OUT_OF_SIGHT}, target_author = NULL
     WHERE ${IN_RANGE} AND kind < ${OUT_OF_SIGHT}`,
  );
  const putBack = connection.prepare<[number, number, number]>(
    `UPDATE entries SET kind = kind - ${OUT_OF_SIGHT} WHERE ${IN_RANGE} AND kind >= ${OUT_OF_SIGHT}`,
  );
  const setDigest = connection.prepare<[Uint8Array, Uint8Array, number]>(
    'UPDATE entries SET digest = ?, raw = ? WHERE row = ?',
  );
  const setEffect = connection.prepare<[number, number]>(
    'UPDATE entries SET target_author = ? WHERE row = ?',
  );
  const lastUpToClock = connection
    .prepare<[number, number], number>(
      'SELECT sequence FROM entries WHERE log = ? AND clock <= ? ORDER BY sequence DESC LIMIT 1',
    )
    .pluck();
  return {
    *after(log, sequence, upTo = Number.MAX_SAFE_INTEGER) {
      for (const record of after.iterate(log, sequence, upTo)) {
        yield toPassedOn(record);
      }
    },
    pointing: (log, from, upTo) =>
      pointing.all(log, from, upTo).map(({kind, ...rest}) => ({...rest, kind: kindOf(kind), deleted: false})),
    inSight: (log, from, upTo) => inSight.all(log, from, upTo),
    takeOut: (log, from, upTo) => void takeOut.run(log, from, upTo),
    putBack: (log, from, upTo) => void putBack.run(log, from, upTo),
    setDigest: (row, digest, raw) => void setDigest.run(digest, raw, row),
    setEffect: (row, author) => void setEffect.run(author, row),
    lastUpToClock: (log, clock) => lastUpToClock.get(log, clock) ?? 0,
  };
}

type PointingRecord = Omit<PointingEntry, 'kind' | 'deleted'> & {readonly kind: number};

function toPassedOn(record: StoredEntry): PassedOn {
  const {row, sequence, body, digest, raw} = record;
  const size = raw?.byteLength ?? Buffer.byteLength(body);
  return {row, sequence, size, digest, entry: toWireEntry(record)};
}

function toWireEntry(record: StoredEntry): WireEntry {
  const {clock, time, salt, digest, raw, body, lifetime} = record;
  const kind = kindOf(record.kind);
  if (salt === null || kind === 'gone') {
    return {clock, time, kind: 'gone', digest: digest ?? missing()};
  }
  if (raw !== null) {
    return entryAsItCame(record, salt, raw);
  }
  const {author, target_epoch: epoch, target_sequence: sequence} = record;
  const target =
    author === null || epoch === null || sequence === null
      ? null
      : {author: peerKey(author), epoch, sequence};
  return {clock, time, kind, target, body, salt, ...(lifetime === null ? {} : {lifetime})};
}

function missing(): never {
  throw new Error('an entry of a room has neither a salt nor a digest');
}
