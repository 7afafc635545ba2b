import {isErased} from '../../wire/chat/entry-codec.ts';
import {CHAIN_BYTES} from '../../wire/sizes.ts';
import {contentBytes, isSame} from '../log/chain.ts';
import {epochFrom} from '../log/epochs.ts';
import type {LogRecord, NewLog} from '../sqlite/queries/logs.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import {digestOfHeld, type RoomChains} from './room-chain.ts';
import {epochOf} from './visibility.ts';

/** Logs whose author wrote differently to others. */
export type Branches = {
  /**
   * Parts a log behind a sequence: what it has there becomes a branch, as it is at those who had the other one first. So
   * everybody calls the entries of all branches the same, and of none is it said that it is the right one.
   */
  readonly split: (log: LogRecord, sequence: number) => LogRecord;
  /** What is needed to begin a branch of a log, whose first entry leads to a chain. */
  readonly branchOf: (log: LogRecord, sequence: number, first: Uint8Array) => NewLog;
  /** Branches that begin where a log ends. */
  readonly behind: (log: LogRecord) => LogRecord[];
  /** Whether a branch begins behind a place in a log. */
  readonly begins: (branch: LogRecord, log: LogRecord, sequence: number) => boolean;
};

/** Makes what parts logs. The caller wraps each call in a transaction. */
export function createBranches(tables: Tables, chains: RoomChains): Branches {
  const {entries, heads, hides, logs, roomEntries, seen} = tables;

  function branchOf(log: LogRecord, sequence: number, first: Uint8Array): NewLog {
    const {conversation, author, lane} = log;
    const branch = Buffer.from(first.subarray(0, CHAIN_BYTES));
    const chain = Buffer.from(chainAt(log, sequence));
    return {
      ...{conversation, author, lane, branch, base: sequence, base_chain: chain, chain},
      branch_of: epochOf(log),
      epoch: epochFrom(branch),
      ended: Number(author === SELF), // nobody writes to a branch
    };
  }

  function split(log: LogRecord, sequence: number): LogRecord {
    const added = logs.add(branchOf(log, sequence, chainAt(log, sequence + 1)));
    const base = chainAt(log, sequence);
    keepContents(log, sequence);
    entries.moveEnd(log.log, added.log, sequence);
    heads.moveEnd(log.log, added.log, sequence);
    tables.chains.moveEnd(log.log, added.log, sequence);
    entries.retargetEnd(added.log, log.epoch, added.epoch, sequence);
    moveMarks(log, added, sequence);
    logs.setEnd(added.log, {last: log.last, clock: log.last_clock, chain: log.chain});
    logs.setEnd(log.log, {last: sequence, clock: entries.clockAt(log.log, sequence), chain: base});
    hides.reapply({...added, sequence: sequence + 1}, log.last);
    return logs.get(added.log);
  }

  /** What points at an entry behind the place is to point at another name, and to be given on as it came. */
  function keepContents(log: LogRecord, sequence: number): void {
    for (const {row, digest, entry} of [...roomEntries.after(log.log, sequence)]) {
      const isAsItCame = isErased(entry) || entry.received !== undefined;
      if (!isAsItCame && entry.target?.epoch === log.epoch && entry.target.sequence > sequence) {
        roomEntries.setDigest(row, digestOfHeld({digest, entry}), contentBytes(entry));
      }
    }
  }

  function moveMarks(log: LogRecord, added: LogRecord, sequence: number): void {
    const ranges = seen.of(log.log);
    const behind = ranges.filter(({last}) => last > sequence);
    seen.replace(
      added.log,
      behind.map(({first, last}) => ({first: Math.max(first, sequence + 1), last})),
    );
    seen.replace(
      log.log,
      ranges
        .filter(({first}) => first <= sequence)
        .map(({first, last}) => ({first, last: Math.min(last, sequence)})),
    );
    logs.setRead(added.log, Math.max(log.read, sequence));
    logs.setRead(log.log, Math.min(log.read, sequence));
    logs.setShownTo(added.log, log.shown_to);
    logs.setStored(added.log, log.stored);
  }

  function chainAt(log: LogRecord, sequence: number): Uint8Array {
    const chain = chains.at(log, sequence);
    if (chain === null) {
      throw new RangeError('a log is parted where it is');
    }
    return chain;
  }

  function begins({branch, base, base_chain: start}: LogRecord, log: LogRecord, sequence: number): boolean {
    const isThere = branch !== null && base === sequence && (log.branch === null || base > log.base);
    const chain = isThere ? chains.at(log, sequence) : null;
    return chain !== null && start !== null && isSame(chain, start);
  }

  return {
    split,
    branchOf,
    begins,
    behind: log =>
      logs
        .ofEpoch(log.conversation, log.author, log.lane, epochOf(log))
        .filter(one => begins(one, log, log.last)),
  };
}
