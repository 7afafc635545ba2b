import {type SpawnSyncReturns, spawnSync} from 'node:child_process';
import {cpSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {directWith} from '../src/lib/conversation.ts';
import {peerKey} from '../src/lib/ids.ts';
import {openDatabase} from '../src/storage/database.ts';
import {createEmptyFile} from '../src/storage/database-file.ts';
import {connect} from '../src/storage/sqlite/connection.ts';
import {MIGRATIONS, migrate} from '../src/storage/sqlite/schema.ts';
import type {Figure} from './types.ts';

const PROGRAM = join(import.meta.dirname, 'support/migrate-profile.ts');
const KEY = Buffer.alloc(32, 9);
const [ANN, BOB] = [peerKey('aa'.repeat(32)), peerKey('bb'.repeat(32))];
/** The migrations that 0.1.0 knew. */
const RELEASED = 6;
const THEN = Date.UTC(2026, 0, 1);
/** Kills come after these parts of the time that an undisturbed run takes. */
const PARTS = [0.1, 0.3, 0.5, 0.7, 0.9];

export const oldProfile: Figure = {
  id: 'T29',
  title: 'a profile of 0.1.0 is migrated, with kills in the middle',
  bar: 'every message once; ≤ 1 min and ≤ 512 MiB for a million',
  async run(run) {
    const count = run.quick ? 20_000 : 1_000_000;
    const folder = run.folder('old');
    const [original, undisturbed, killed] = ['original', 'undisturbed', 'killed'].map(name =>
      join(folder, name),
    );
    run.note(`writing ${count} messages as 0.1.0 did`);
    write(original ?? '', count);
    cpSync(original ?? '', undisturbed ?? '');
    cpSync(original ?? '', killed ?? '');
    run.note(`migrating ${Math.round(statSync(original ?? '').size / 2 ** 20)} MiB`);
    const began = performance.now();
    const {milliseconds, kilobytes} = JSON.parse(open(undisturbed ?? '').stdout) as Record<string, number>;
    const start = performance.now() - began - (milliseconds ?? 0);
    const deaths = PARTS.map(part => open(killed ?? '', start + part * (milliseconds ?? 0)));
    const kills = deaths.filter(({signal}) => signal === 'SIGKILL').length;
    const wrong = [undisturbed, killed].flatMap(path => missing(path ?? '', count));
    const seconds = (milliseconds ?? 0) / 1000;
    const mebibytes = (kilobytes ?? 0) / 1024;
    return {
      result: `${count} messages in ${seconds.toFixed(1)} s, ${Math.round(mebibytes)} MiB, ${kills} kills, ${wrong.length} wrong`,
      pass: wrong.length === 0 && kills > 0 && seconds <= 60 && mebibytes <= 512,
      notes: wrong,
    };
  },
};

function open(path: string, timeout?: number): SpawnSyncReturns<string> {
  const limits = timeout === undefined ? {} : {timeout: Math.ceil(timeout), killSignal: 'SIGKILL' as const};
  return spawnSync(process.execPath, [PROGRAM, path, ANN], {encoding: 'utf8', ...limits});
}

/** A history of two people as 0.1.0 kept it, search index included. */
function write(path: string, count: number): void {
  createEmptyFile(path);
  const connection = connect(path, KEY);
  connection.pragma('journal_mode = WAL');
  migrate(connection, path, MIGRATIONS.slice(0, RELEASED));
  const add = connection.prepare(
    `INSERT INTO entries (conversation, log, sequence, clock, rank, time, kind, body)
     VALUES (1, ?, ?, ?, ?, ?, 1, ?)`,
  );
  const half = count / 2;
  connection.transaction(() => {
    connection.exec(`INSERT INTO authors (author, key) VALUES (1, unhex('${ANN}')), (2, unhex('${BOB}'));
      INSERT INTO peers VALUES (unhex('${BOB}'), 'bob', 'contact', 0, NULL, 0, 0, NULL, 0);
      INSERT INTO conversations (id, clock, last_activity) VALUES ('${BOB}', ${count}, ${THEN + count});
      INSERT INTO logs VALUES (1, 1, 1, 7, ${half}, ${count}, ${half - 3}, 0), (2, 1, 2, 8, ${half}, ${count - 1}, 0, ${half});`);
    for (let number = 0; number < count; number++) {
      const isOwn = number % 2 === 1;
      const place = [isOwn ? 1 : 2, Math.floor(number / 2) + 1, number + 1, isOwn ? 1 : 2];
      add.run(...place, THEN + number, `message ${number} of a long talk about this and that`);
    }
    connection.exec(
      "INSERT INTO search (search) VALUES ('rebuild'); UPDATE indexing SET upto = (SELECT max(row) FROM entries)",
    );
  })();
  connection.close();
}

/** What is not there once, in order; and what the pages say. */
function missing(path: string, count: number): string[] {
  const database = openDatabase({path, key: KEY, selfKey: ANN});
  const wrong: string[] = [];
  let next = 0;
  let after: readonly [number, number, number] = [-1, 0, 0];
  for (let more = true; more; ) {
    const page = database.historyAfter(directWith(BOB), after, 5000);
    for (const {body, clock, rank, row} of page.entries) {
      if (body !== `message ${next} of a long talk about this and that`) {
        wrong.push(`${path}: "${body}" stands in the place of message ${next}`);
      }
      next += 1;
      after = [clock, rank, row];
    }
    more = page.more && wrong.length < 5;
  }
  database.close();
  const connection = connect(path, KEY);
  const verdict = connection.pragma('quick_check(1)', {simple: true});
  connection.close();
  return [
    ...wrong,
    ...(next === count ? [] : [`${path}: ${next} messages instead of ${count}`]),
    ...(verdict === 'ok' ? [] : [`${path}: ${String(verdict)}`]),
  ];
}
