import {peerKey} from '../../../lib/ids.ts';
import type {Fork, Lane} from '../../room-types.ts';
import type {Connection} from '../connection.ts';

/** A fork in the numbers of the tables. */
export type ForkRecord = {
  readonly conversation: number;
  readonly author: number;
  readonly lane: Lane;
  readonly epoch: number;
  readonly sequence: number;
  readonly found: number;
};

/** Where authors turned out to have written two logs in the place of one. */
export type ForkTable = {
  readonly all: (conversation: number) => Fork[];
  /** False if it is known. */
  readonly add: (fork: ForkRecord) => boolean;
};

/** Prepares the statements on the table of forks. */
export function createForkTable(connection: Connection): ForkTable {
  const all = connection.prepare<[number], Omit<Fork, 'author'> & {readonly author: string}>(
    `SELECT lower(hex(a.key)) AS author, f.lane, f.epoch, f.sequence, f.found
     FROM forks f CROSS JOIN authors a ON a.author = f.author WHERE f.conversation = ?
     ORDER BY f.found, f.author, f.epoch, f.sequence`,
  );
  const add = connection.prepare<[ForkRecord]>(
    `INSERT OR IGNORE INTO forks (conversation, author, lane, epoch, sequence, found)
     VALUES (@conversation, @author, @lane, @epoch, @sequence, @found)`,
  );
  return {
    all: conversation => all.all(conversation).map(fork => ({...fork, author: peerKey(fork.author)})),
    add: fork => add.run(fork).changes === 1,
  };
}
