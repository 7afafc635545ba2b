import type {Connection} from '../connection.ts';
import {IS_SHOWN} from '../schema.ts';
import {OUT_OF_SIGHT, TAKEN_AWAY} from './entry-row.ts';
import type {Spot} from './pointers.ts';

/** The messages that somebody with power took out of sight; they need not be here. */
export type HideTable = {
  readonly all: (conversation: number) => Spot[];
  readonly add: (spot: Spot) => void;
  readonly remove: (spot: Spot) => void;
  /** Takes what is here out of sight, or puts it back; whether it was here and changed. */
  readonly apply: (spot: Spot, isHidden: boolean) => boolean;
  /** Takes those of a log out of sight that are to be, from a sequence up to another; how many. */
  readonly applyTo: (log: Spot, upTo: number) => number;
  /** The same where the entries had other names before. */
  readonly reapply: (log: Spot, upTo: number) => void;
};

/** Prepares the statements on hidden messages. */
export function createHideTable(connection: Connection): HideTable {
  const all = connection.prepare<[number], Spot>('SELECT * FROM hides WHERE conversation = ?');
  const add = connection.prepare<[Spot]>(
    `INSERT OR IGNORE INTO hides (conversation, author, epoch, sequence)
     VALUES (@conversation, @author, @epoch, @sequence)`,
  );
  const AT = 'conversation = @conversation AND author = @author AND epoch = @epoch';
  const remove = connection.prepare<[Spot]>(`DELETE FROM hides WHERE ${AT} AND sequence = @sequence`);
  const IN_LOG = `log = (SELECT log FROM logs WHERE ${AT} AND lane = 0 ORDER BY coalesce(branch, x'') LIMIT 1)`;
  const IS_MESSAGE = `(${IS_SHOWN} OR kind - ${OUT_OF_SIGHT} IN (1, 2))`;
  const set = connection.prepare<[Spot & {from: number; to: number}]>(
    `UPDATE entries SET deleted = @to WHERE ${IN_LOG} AND sequence = @sequence AND deleted = @from AND ${IS_MESSAGE}`,
  );
  const setAll = connection.prepare<[Spot & {upTo: number}]>(
    `UPDATE entries SET deleted = ${TAKEN_AWAY}
     WHERE ${IN_LOG} AND deleted = 0 AND ${IS_MESSAGE} AND sequence IN (
       SELECT sequence FROM hides WHERE ${AT} AND sequence BETWEEN @sequence AND @upTo
     )`,
  );
  const isAny = connection
    .prepare<[number, number], number>('SELECT 1 FROM hides WHERE conversation = ? AND author = ? LIMIT 1')
    .pluck();
  const clear = connection.prepare<[Spot & {upTo: number}]>(
    `UPDATE entries SET deleted = 0
     WHERE ${IN_LOG} AND deleted = ${TAKEN_AWAY} AND sequence BETWEEN @sequence AND @upTo`,
  );
  const spotOf = ({conversation, author, epoch, sequence}: Spot, upTo: number) => ({
    ...{conversation, author, epoch, sequence, upTo},
  });
  return {
    reapply(log, upTo) {
      clear.run(spotOf(log, upTo));
      setAll.run(spotOf(log, upTo));
    },
    all: conversation => all.all(conversation),
    add: spot => void add.run(spot),
    remove: spot => void remove.run(spot),
    apply: (spot, isHidden) =>
      set.run({...spot, from: isHidden ? 0 : TAKEN_AWAY, to: isHidden ? TAKEN_AWAY : 0}).changes > 0,
    applyTo: (log, upTo) =>
      isAny.get(log.conversation, log.author) === undefined ? 0 : setAll.run(spotOf(log, upTo)).changes,
  };
}
