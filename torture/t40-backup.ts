import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {ALONE} from '../__tests__/support/alone.ts';
import {mountSmallDisk, noSmallDisk} from './support/full-disk.ts';
import {readHistories} from './support/history.ts';
import {type Natter, program, startNatter} from './support/natter.ts';
import {usageOf, watchProcess} from './support/process-watch.ts';
import type {Figure, Run} from './types.ts';

const SEED = join(import.meta.dirname, '../bench/natter/seed.ts');
const CONTACTS = 20;
const MIB = 2 ** 20;
/** Kills come after these parts of the time that an undisturbed run takes. */
const PARTS = [0.1, 0.3, 0.5, 0.7, 0.9];
const PATIENCE = 600_000;
/**
 * How long somebody may wait for an answer while the backup is written, milliseconds, and how much longer than they do
 * without it on a machine that is busy anyway.
 */
const MOST_WAIT = 500;
const MOST_RATIO = 3;
const CALM = 3000;
/** What it may take of memory. */
const MOST_MEMORY = 320 * MIB;

export const backup: Figure = {
  id: 'T40',
  title: 'a backup of a running profile, with kills in the middle, wrong passphrase, damage, full disks',
  bar: 'all of it or nothing; answers ≤ 0.5 s meanwhile (or 3 times as without), ≤ 320 MiB more (argon2id: 256)',
  async run(run) {
    const missing = noSmallDisk();
    if (missing !== null) {
      return {skipped: missing};
    }
    const count = run.quick ? 20_000 : 1_000_000;
    const place = setUp(run, count);
    const {faults, told, backupTime, restoreTime} = await undisturbed(place, count);
    const wrong = [
      ...faults,
      ...(await killedBackups(place, backupTime)),
      ...(await killedRestores(place, restoreTime)),
      ...refused(place),
      ...(await fullDisks(place)),
    ];
    return {result: `${told}, ${wrong.length} wrong`, pass: wrong.length === 0, notes: wrong};
  },
};

type Place = {
  readonly run: Run;
  readonly folder: string;
  readonly profile: string;
  /** The backup that was made undisturbed. */
  readonly file: string;
};

function setUp(run: Run, count: number): Place {
  const folder = run.folder('backup');
  const profile = join(folder, 'profile');
  run.note(`writing ${count} messages`);
  const {status, stderr} = spawnSync(process.execPath, [SEED, profile, String(count), String(CONTACTS)], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(`the profile could not be written: ${stderr}`);
  }
  writeFileSync(join(folder, 'right'), 'correct horse\n', {mode: 0o600});
  writeFileSync(join(folder, 'wrong'), 'correct mule\n', {mode: 0o600});
  return {run, folder, profile, file: join(folder, 'whole.backup')};
}

/** How a command ended, and how long it took, milliseconds. */
type Ended = {readonly code: number | null; readonly err: string; readonly took: number};

function natter(
  place: Place,
  words: readonly string[],
  passphrase = 'right',
): {child: ChildProcess; ended: Promise<Ended>} {
  const began = performance.now();
  const child = spawn(process.execPath, [program(), ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...{PATH: process.env['PATH'], HOME: place.folder, ...ALONE},
      NATTER_BACKUP_PASSPHRASE_FILE: join(place.folder, passphrase),
    },
  });
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', text => {
    err += text;
  });
  const ended = new Promise<Ended>(resolve => {
    child.on('close', code => resolve({code, err, took: performance.now() - began}));
  });
  return {child, ended};
}

const save = (place: Place, file: string) => natter(place, ['backup', file, '--profile', place.profile]);
const restore = (place: Place, file: string, to: string, passphrase?: string) =>
  natter(place, ['restore', file, '--profile', to], passphrase);

async function startCore(place: Place, profile = place.profile): Promise<Natter> {
  const core = startNatter({profile});
  await core.event('ready', PATIENCE);
  return core;
}

/** Somebody asks for something all the time; resolves with the longest wait once `done` is, milliseconds. */
async function longestWait(core: Natter, done: Promise<unknown>): Promise<number> {
  let longest = 0;
  let isDone = false;
  void done.then(() => {
    isDone = true;
  });
  for (let number = 0; !isDone; number++) {
    const ref = `w${number}`;
    const asked = performance.now();
    core.say(JSON.stringify({command: 'run', line: '/whoami', ref}));
    await core.waitFor('an answer', line => line['ref'] === ref, PATIENCE);
    longest = Math.max(longest, performance.now() - asked);
  }
  return longest;
}

async function undisturbed(place: Place, count: number) {
  const {run, profile, file, folder} = place;
  const core = await startCore(place);
  const calm = await longestWait(core, sleep(CALM));
  const before = usageOf(core.pid)?.memory ?? 0;
  const watch = watchProcess(core.pid);
  run.note('backing up');
  const saving = save(place, file).ended;
  const wait = await longestWait(core, saving);
  const saved = await saving;
  watch.stop();
  await core.end();
  run.note('restoring');
  const again = join(folder, 'again');
  const restored = await restore(place, file, again).ended;
  const more = watch.peak() - before;
  const faults = [
    ...(saved.code === 0 ? [] : [`the backup failed: ${saved.err}`]),
    ...(restored.code === 0 ? [] : [`the restore failed: ${restored.err}`]),
    ...(wait <= Math.max(MOST_WAIT, calm * MOST_RATIO)
      ? []
      : [`an answer took ${Math.round(wait)} ms meanwhile`]),
    ...(more <= MOST_MEMORY ? [] : [`it took ${Math.round(more / MIB)} MiB more`]),
    ...(restored.code === 0 ? differences(profile, again, count) : []),
  ];
  const told = [
    `${count} messages, ${Math.round(statSync(file).size / MIB)} MiB`,
    `saved in ${(saved.took / 1000).toFixed(1)} s`,
    `restored in ${(restored.took / 1000).toFixed(1)} s`,
    `longest wait ${Math.round(wait)} ms (${Math.round(calm)} without)`,
    `${Math.round(more / MIB)} MiB more`,
  ].join(', ');
  rmSync(again, {recursive: true});
  return {faults, told, backupTime: saved.took, restoreTime: restored.took};
}

/** What a restored profile tells otherwise than the one that was saved. */
function differences(profile: string, again: string, count: number): string[] {
  const [before, after] = [textsOf(profile), textsOf(again)];
  const found = [...after.values()].reduce((sum, texts) => sum + texts.length, 0);
  const others = [...before].filter(([peer, texts]) => after.get(peer)?.join('\n') !== texts.join('\n'));
  return [
    ...(found === count ? [] : [`${found} messages instead of ${count}`]),
    ...others.map(([peer]) => `the messages with ${peer} are not the same`),
    ...(readFileSync(join(profile, 'key')).equals(readFileSync(join(again, 'key')))
      ? []
      : ['the key is another']),
  ];
}

function textsOf(profile: string): Map<string, readonly string[]> {
  return new Map(
    [...readHistories(profile)].map(([peer, {entries}]) => [peer, entries.map(({body}) => body ?? '')]),
  );
}

/** The core is killed while it writes: the profile goes on, and what was written is refused, or whole. */
async function killedBackups(place: Place, time: number): Promise<string[]> {
  const wrong: string[] = [];
  for (const part of PARTS) {
    place.run.note(`killing a core at ${part * 100} % of a backup`);
    const file = join(place.folder, `killed-${part}.backup`);
    const core = await startCore(place);
    const saving = save(place, file);
    await sleep(part * time);
    await core.kill();
    saving.child.kill('SIGKILL'); // it would begin anew by itself
    await saving.ended;
    const next = await startCore(place);
    const left = readdirSync(place.profile).filter(name => /snapshot|backup/.test(name));
    if (left.length > 0) {
      wrong.push(`after a kill at ${part} the profile has ${left.join(', ')}`);
    }
    await next.end();
    wrong.push(...(await onlyWhole(place, file, `killed at ${part}`)));
    rmSync(file, {force: true});
  }
  return wrong;
}

/** A file that a kill left is refused without a trace. A whole one is fine, too. */
async function onlyWhole(place: Place, file: string, when: string): Promise<string[]> {
  const to = join(place.folder, 'from-killed');
  const {code} = existsSync(file) ? await restore(place, file, to).ended : {code: 1};
  const isThere = existsSync(to) || existsSync(`${to}.restoring`);
  rmSync(to, {recursive: true, force: true});
  return (code === 0) === isThere
    ? []
    : [`${when}: restore ended with ${code}, and a profile is there: ${isThere}`];
}

/** A restore is killed: either there is no profile, or all of it; a second try succeeds. */
async function killedRestores(place: Place, time: number): Promise<string[]> {
  const wrong: string[] = [];
  for (const part of PARTS) {
    place.run.note(`killing a restore at ${part * 100} %`);
    const to = join(place.folder, `restored-${part}`);
    const restoring = restore(place, place.file, to);
    await sleep(part * time);
    restoring.child.kill('SIGKILL');
    await restoring.ended;
    if (!existsSync(to)) {
      const {code, err} = await restore(place, place.file, to).ended;
      if (code !== 0 || existsSync(`${to}.restoring`)) {
        wrong.push(`a second restore after a kill at ${part} ended with ${code}: ${err}`);
      }
    }
    const core = await startCore(place, to);
    await core.end();
    rmSync(to, {recursive: true, force: true});
  }
  return wrong;
}

/** A wrong passphrase, and files that are not as they were written. */
function refused(place: Place): string[] {
  const {folder, file} = place;
  place.run.note('wrong passphrase, damaged files');
  const size = statSync(file).size;
  const damaged = join(folder, 'damaged.backup');
  const tries = [
    {what: 'a wrong passphrase', passphrase: 'wrong', code: 4, change: (bytes: Buffer) => bytes},
    ...[0, 30, 100, Math.floor(size / 2), size - 1].map(at => ({
      ...{what: `byte ${at} changed`, passphrase: 'right', code: at === 30 ? 4 : 1},
      change(bytes: Buffer) {
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        return bytes;
      },
    })),
    ...[0, 50, Math.floor(size / 2), size - 1].map(length => ({
      ...{what: `cut after ${length} bytes`, passphrase: 'right', code: 1},
      change: (bytes: Buffer) => bytes.subarray(0, length),
    })),
  ];
  return tries.flatMap(({what, passphrase, code: expected, change}) => {
    writeFileSync(damaged, change(readFileSync(file)));
    const to = join(folder, 'from-damaged');
    const {status, stderr} = spawnSync(process.execPath, [program(), 'restore', damaged, '--profile', to], {
      encoding: 'utf8',
      env: {HOME: folder, ...ALONE, NATTER_BACKUP_PASSPHRASE_FILE: join(folder, passphrase)},
    });
    const left = readdirSync(folder).filter(name => name.startsWith('from-damaged'));
    return status === expected && left.length === 0
      ? []
      : [
          `${what}: exit code ${status} instead of ${expected}, left ${left.join(', ') || 'nothing'}: ${stderr}`,
        ];
  });
}

/** Disks that are too small: for the backup, for what is restored, and for the copy beside the profile. */
async function fullDisks(place: Place): Promise<string[]> {
  const {folder, file, profile} = place;
  place.run.note('full disks');
  const size = statSync(file).size;
  const small = mountSmallDisk(join(folder, 'small'), Math.floor(size / 2));
  const tight = mountSmallDisk(join(folder, 'tight'), Math.floor(size * 1.5) + MIB);
  try {
    const own = join(tight.folder, 'profile');
    cpSync(profile, own, {recursive: true});
    const core = await startCore(place, own);
    const beside = await natter(place, ['backup', join(folder, 'beside.backup'), '--profile', own]).ended;
    core.say('/whoami');
    await core.event('self');
    await core.end();
    const elsewhere = await save(place, join(small.folder, 'full.backup')).ended;
    const restored = await restore(place, file, join(small.folder, 'restored')).ended;
    const left = [
      ...readdirSync(small.folder),
      ...readdirSync(own).filter(name => /snapshot|backup/.test(name)),
      ...(existsSync(join(folder, 'beside.backup')) ? ['beside.backup'] : []),
    ];
    return [
      ...Object.entries({beside, elsewhere, restored}).flatMap(([what, {code, err}]) =>
        code === 1 && /full|no (?:more )?room|space/i.test(err) ? [] : [`${what}: exit code ${code}: ${err}`],
      ),
      ...(left.length === 0 ? [] : [`full disks: left ${left.join(', ')}`]),
    ];
  } finally {
    small.remove();
    tight.remove();
  }
}
