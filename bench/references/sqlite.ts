/** SQLite alone in a process of its own. */
import {setTimeout as sleep} from 'node:timers/promises';
import {serveParent} from '../child.ts';
import {COMMON_WORD, textNumber} from '../texts.ts';
import {openReference, type ReferenceTable} from './sqlite-table.ts';

export type SqliteEnd = {
  readonly open: (path: string) => void;
  /** Commits so many messages in batches; milliseconds. */
  readonly append: (count: number, batch: number) => number;
  /** Commits messages one by one, with a pause between them; microseconds each. */
  readonly commits: (count: number) => Promise<number[]>;
  /** Reads again and again; milliseconds each. */
  readonly pages: (times: number, fromEnd: number) => number[];
  readonly searches: (times: number) => number[];
  readonly lists: (times: number) => number[];
  readonly close: () => void;
};

const CONVERSATION = 1;
const PAGE = 50;
const REST = 2;

let table: ReferenceTable | null = null;

serveParent({
  open(path) {
    table = openReference(path);
  },
  append,
  commits,
  pages: (times, fromEnd) =>
    time(times, () => opened().before(CONVERSATION, lastClock() + 1 - fromEnd, PAGE)),
  searches: times => time(times, () => opened().search(COMMON_WORD, PAGE)),
  lists: times => time(times, () => opened().list()),
  close() {
    opened().close();
    table = null;
  },
} satisfies SqliteEnd);

function append(count: number, batch: number): number {
  const first = opened().last(CONVERSATION);
  const bodies = Array.from({length: count}, (_, offset) => textNumber(first + offset));
  const begin = performance.now();
  for (let done = 0; done < count; done += batch) {
    opened().append(CONVERSATION, bodies.slice(done, done + batch));
  }
  return performance.now() - begin;
}

async function commits(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done < count; done++) {
    const bodies = [textNumber(done)];
    const begin = performance.now();
    opened().append(CONVERSATION, bodies);
    times.push((performance.now() - begin) * 1000);
    await sleep(REST);
  }
  return times;
}

function time(times: number, read: () => unknown): number[] {
  return Array.from({length: times}, () => {
    const begin = performance.now();
    read();
    return performance.now() - begin;
  });
}

function lastClock(): number {
  return opened().last(CONVERSATION);
}

function opened(): ReferenceTable {
  if (table === null) {
    throw new Error('the database is not open');
  }
  return table;
}
