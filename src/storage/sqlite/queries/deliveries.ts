import type {Connection} from '../connection.ts';

/** How far an own log came at one recipient. */
export type DeliveryRecord = {readonly acknowledged: number; readonly read: number};

/** The table of deliveries: one for each own log and recipient that has confirmed something. */
export type DeliveryTable = {
  readonly find: (log: number, recipient: number) => DeliveryRecord;
  /** Raises both, never back. */
  readonly raise: (log: number, recipient: number, delivery: DeliveryRecord) => void;
  /** Ends what is known of a log at a sequence. */
  readonly cut: (log: number, last: number) => void;
  readonly remove: (log: number) => void;
};

const NOTHING: DeliveryRecord = {acknowledged: 0, read: 0};

/** Prepares the statements on the table of deliveries. */
export function createDeliveryTable(connection: Connection): DeliveryTable {
  const find = connection.prepare<[number, number], DeliveryRecord>(
    'SELECT acknowledged, read FROM deliveries WHERE log = ? AND recipient = ?',
  );
  const raise = connection.prepare(
    `INSERT INTO deliveries (log, recipient, acknowledged, read) VALUES (?, ?, ?, ?)
     ON CONFLICT (log, recipient) DO UPDATE
     SET acknowledged = max(acknowledged, excluded.acknowledged), read = max(read, excluded.read)`,
  );
  const cut = connection.prepare<[{log: number; last: number}]>(
    'UPDATE deliveries SET acknowledged = min(acknowledged, @last), read = min(read, @last) WHERE log = @log',
  );
  const remove = connection.prepare('DELETE FROM deliveries WHERE log = ?');
  return {
    find: (log, recipient) => find.get(log, recipient) ?? NOTHING,
    raise(log, recipient, {acknowledged, read}) {
      raise.run(log, recipient, acknowledged, read);
    },
    cut(log, last) {
      cut.run({log, last});
    },
    remove(log) {
      remove.run(log);
    },
  };
}
