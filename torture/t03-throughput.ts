import {measureSockets} from './references/sockets.ts';
import {measureSqlite} from './references/sqlite.ts';
import {readHistory} from './support/history.ts';
import {introduce, makePerson, talkTo} from './support/person.ts';
import {noProcesses, watchProcess} from './support/process-watch.ts';
import {compareNumbers, describeDifference, isFaultless, numbered, numberOf} from './support/texts.ts';
import type {Figure, Run} from './types.ts';

/** Bytes of each text. */
const LENGTH = 200;
const MIB = 2 ** 20;
const MOST_SECONDS = 20;
const MOST_MEMORY = 100 * MIB;
const PATIENCE = 120_000;
/** Texts before the measurement, so that both programs are warm. */
const WARM_UP = 500;
/** In turns with what it is compared to, since a machine is not equally fast all the time. */
const ROUNDS = 3;

export const throughput: Figure = {
  id: 'T3',
  title: '20,000 messages of 200 bytes, durable and acknowledged',
  bar: '≤ 20 s, memory +≤ 100 MB',
  async run(run) {
    const count = run.quick ? 4000 : 20_000;
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({
        natter: await measureNatter(run, count),
        sockets: await measureSockets(count, LENGTH),
        sqlite: await measureSqlite([run.folder('sqlite'), run.folder('sqlite')], count, LENGTH),
      });
    }
    const seconds = median(rounds.map(({natter}) => natter.seconds));
    const sockets = median(rounds.map(round => round.sockets));
    const sqlite = median(rounds.map(round => round.sqlite));
    const memory = Math.max(...rounds.map(({natter}) => natter.memory));
    const faults = rounds.flatMap(({natter}) => natter.faults);
    const rate = count / seconds;
    const slower = Math.min(sockets, sqlite);
    return {
      result:
        `${seconds.toFixed(1)} s, ${Math.round(rate)}/s, memory +${Math.round(memory / MIB)} MB; ` +
        `${(rate / sockets).toFixed(2)} × sockets (${Math.round(sockets)}/s), ` +
        `${(rate / sqlite).toFixed(2)} × SQLite alone (${Math.round(sqlite)}/s), ` +
        `${(rate / slower).toFixed(2)} × the slower one (aim 0.8)`,
      pass: faults.length === 0 && (seconds * 20_000) / count <= MOST_SECONDS && memory <= MOST_MEMORY,
      notes: faults,
    };
  },
};

type Round = {
  readonly natter: Awaited<ReturnType<typeof measureNatter>>;
  readonly sockets: number;
  readonly sqlite: number;
};

/**
 * Pipes texts into one natter and waits until all are committed and acknowledged by another. Seconds, the
 * most that the memory of either grew in bytes (0 where it cannot be read), and what is wrong with the result.
 */
export async function measureNatter(
  run: Run,
  count: number,
): Promise<{seconds: number; memory: number; faults: string[]}> {
  const alice = await makePerson(run, 'alice');
  const bob = await makePerson(run, 'bob');
  const [a, b] = [alice.start(), bob.start()];
  await a.event('ready');
  await introduce(b, `127.0.0.1:${alice.port}`);
  await talkTo(b, 'alice');
  await sayAll(1, WARM_UP);
  const watches = noProcesses === null ? [a, b].map(({pid}) => watchProcess(pid)) : [];
  const before = watches.map(watch => watch.peak());
  const begin = performance.now();
  await sayAll(WARM_UP + 1, WARM_UP + count);
  const seconds = (performance.now() - begin) / 1000;
  const growth = watches.map((watch, index) => watch.peak() - (before[index] ?? 0));
  for (const watch of watches) {
    watch.stop();
  }
  await Promise.all([a.end(), b.end()]);
  return {seconds, memory: Math.max(0, ...growth), faults: faultsOf(alice.profile, WARM_UP + count)};

  async function sayAll(first: number, last: number): Promise<void> {
    b.say(...texts('bob', first, last));
    const isLast = (text: unknown) => numberOf('bob', text) === last;
    const said = await b.waitFor('the last text', line => isLast(line['text']), PATIENCE);
    const isDelivered = (line: {event: string; readonly [field: string]: unknown}) =>
      line.event === 'delivered' && line['id'] === said['id'];
    await b.waitFor('the last acknowledgement', isDelivered, PATIENCE);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function faultsOf(profile: string, count: number): string[] {
  const numbers = readHistory(profile).entries.map(entry => numberOf('bob', entry.body) ?? 0);
  const difference = compareNumbers(numbers, count);
  return isFaultless(difference) ? [] : [describeDifference(difference)];
}

function texts(author: string, first: number, last: number): string[] {
  return Array.from({length: last - first + 1}, (_, index) => numbered(author, first + index, LENGTH));
}
