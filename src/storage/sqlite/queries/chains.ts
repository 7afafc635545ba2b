import type {Connection} from '../connection.ts';

/** The running hash is kept at every sequence that this divides: any other is at most so many entries away. */
export const CHAIN_STRIDE = 1024;

/** In rooms it is asked for at any place, by whoever passes the log on, and there are heads so often. */
export const ROOM_CHAIN_STRIDE = 64;

/** A place in a log, and the running hash there. */
export type ChainPoint = {readonly sequence: number; readonly chain: Uint8Array};

/** The running hashes in the middle of logs. */
export type ChainTable = {
  readonly add: (log: number, point: ChainPoint) => void;
  /** The last one up to a sequence; null if there is none. */
  readonly before: (log: number, sequence: number) => ChainPoint | null;
  /** Forgets those after a sequence. */
  readonly cut: (log: number, sequence: number) => void;
  /** Moves those behind a sequence to another log. */
  readonly moveEnd: (from: number, to: number, after: number) => void;
};

/** Prepares the statements on the table of running hashes. */
export function createChainTable(connection: Connection): ChainTable {
  const add = connection.prepare('INSERT OR REPLACE INTO chains (log, sequence, chain) VALUES (?, ?, ?)');
  const before = connection.prepare<[number, number], ChainPoint>(
    'SELECT sequence, chain FROM chains WHERE log = ? AND sequence <= ? ORDER BY sequence DESC LIMIT 1',
  );
  const cut = connection.prepare('DELETE FROM chains WHERE log = ? AND sequence > ?');
  const moveEnd = connection.prepare<[number, number, number]>(
    'UPDATE chains SET log = ? WHERE log = ? AND sequence > ?',
  );
  return {
    moveEnd: (from, to, after) => void moveEnd.run(to, from, after),
    add(log, {sequence, chain}) {
      add.run(log, sequence, chain);
    },
    before: (log, sequence) => before.get(log, sequence) ?? null,
    cut(log, sequence) {
      cut.run(log, sequence);
    },
  };
}
