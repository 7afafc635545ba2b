import type {Connection} from '../connection.ts';

/** So many are kept of each kind, for each log and recipient: when something old was read is of no use to anybody. */
const KEPT = 1000;

/** What somebody did with a stretch of an own log. */
export type ReceiptKind = 'delivered' | 'read';

/** Entries of an own log, by their sequences, and one of those who are to get them. */
type Stretch = {
  readonly log: number;
  readonly recipient: number;
  readonly kind: ReceiptKind;
  readonly first: number;
  readonly last: number;
};

/** The table of receipts: when somebody got, or read, which entries. */
export type ReceiptTable = {
  /** Notes a stretch with a wall time in milliseconds. */
  readonly add: (stretch: Stretch, time: number) => void;
  /** Wall time, milliseconds; null if it is not known, or not any more. */
  readonly timeOf: (log: number, recipient: number, kind: ReceiptKind, sequence: number) => number | null;
  /** Forgets what is behind a sequence. */
  readonly cut: (log: number, last: number) => void;
};

/** Prepares the statements on the table of receipts. */
export function createReceiptTable(connection: Connection): ReceiptTable {
  const add = connection.prepare<[Stretch & {readonly time: number}]>(
    `INSERT OR REPLACE INTO receipts (log, recipient, kind, last, first, time)
     VALUES (@log, @recipient, @kind, @last, @first, @time)`,
  );
  const dropOld = connection.prepare<[Pick<Stretch, 'log' | 'recipient' | 'kind'>]>(
    `DELETE FROM receipts WHERE log = @log AND recipient = @recipient AND kind = @kind AND last <= (
       SELECT last FROM receipts WHERE log = @log AND recipient = @recipient AND kind = @kind
       ORDER BY last DESC LIMIT 1 OFFSET ${KEPT}
     )`,
  );
  const covering = connection.prepare<
    [number, number, ReceiptKind, number],
    {readonly first: number; readonly time: number}
  >(
    `SELECT first, time FROM receipts WHERE log = ? AND recipient = ? AND kind = ? AND last >= ?
     ORDER BY last LIMIT 1`,
  );
  const cut = connection.prepare<[number, number]>('DELETE FROM receipts WHERE log = ? AND last > ?');
  return {
    add(stretch, time) {
      add.run({...stretch, time});
      const {log, recipient, kind} = stretch;
      dropOld.run({log, recipient, kind});
    },
    timeOf(log, recipient, kind, sequence) {
      const found = covering.get(log, recipient, kind, sequence);
      return found === undefined || found.first > sequence ? null : found.time;
    },
    cut: (log, last) => void cut.run(log, last),
  };
}
