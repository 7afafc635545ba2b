import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {mountSmallDisk, noSmallDisk} from './support/full-disk.ts';
import {readHistory} from './support/history.ts';
import type {Line, Natter} from './support/natter.ts';
import {introduce, makePerson, type Person, talkTo} from './support/person.ts';
import {noStrace} from './support/strace.ts';
import {numbered} from './support/texts.ts';
import type {Figure, Run} from './types.ts';

export const failingDisk: Figure = {
  id: 'T17',
  title: 'disk full (tmpfs) of either side, EIO at the k-th write or fsync (strace)',
  bar: 'no false "sent", lives, recovers',
  async run(run) {
    const missing = noSmallDisk() ?? noStrace();
    if (missing !== null) {
      return {skipped: missing};
    }
    const trials: Trial[] = [await fullAtSender(run), await fullAtReceiver(run)];
    for (const calls of ['pwrite64', 'fsync,fdatasync']) {
      for (const time of run.quick ? [3] : [1, 2, 3, 5, 8, 13]) {
        trials.push(await failingCall(run, calls, time));
      }
    }
    const faults = trials.flatMap(trial => trial.faults);
    const refused = trials.reduce((sum, trial) => sum + trial.refused, 0);
    return {
      result: `${faults.length} faults in ${trials.length} trials, ${refused} texts refused and the user told`,
      pass: faults.length === 0 && refused > 0,
      notes: faults,
    };
  },
};

/** What came of a trial: texts or batches that the disk refused, and what was wrong with how natter took it. */
type Trial = {readonly refused: number; readonly faults: string[]};

const MIB = 2 ** 20;
const DISK = 4 * MIB;
const TEXTS = 20;
/** Long enough that what SQLite has preallocated does not last. */
const LENGTH = 8000;
const PATIENCE = 90_000;

/** The sender's disk is full for a while. */
async function fullAtSender(run: Run): Promise<Trial> {
  return await onSmallDisk(run, 'alice', async ({alice, bob, people, disk}) => {
    const talk = createTalk(alice);
    await talk.sayAll(2);
    disk.fill();
    await talk.sayAll(TEXTS);
    disk.empty();
    await talk.sayAll(2);
    const trial = await finish('a full disk of the sender', people, {alice, bob}, talk);
    return trial.refused > 0 ? trial : {...trial, faults: [...trial.faults, 'a full disk took everything']};
  });
}

/** The receiver's disk is full for a while: nothing may count as delivered then. */
async function fullAtReceiver(run: Run): Promise<Trial> {
  return await onSmallDisk(run, 'bob', async ({alice, bob, people, disk}) => {
    const talk = createTalk(alice);
    await talk.sayAll(2);
    await talk.allDelivered();
    disk.fill();
    const complaint = bob.next('the complaint', line => line.event === 'error', PATIENCE);
    await talk.sayAll(TEXTS);
    await complaint;
    const early = bob.lines.filter(line => line.event === 'message').length;
    const delivered = alice.lines.filter(line => line.event === 'delivered').length;
    disk.empty();
    const trial = await finish('a full disk of the receiver', people, {alice, bob}, talk);
    const lie =
      delivered > early ? [`${delivered} texts were called delivered, but ${early} were stored`] : [];
    return {refused: trial.refused + 1, faults: [...trial.faults, ...lie]};
  });
}

/** The k-th of some system calls of the sender's on its write-ahead log fails, as on a broken device. */
async function failingCall(run: Run, calls: string, time: number): Promise<Trial> {
  const people = await couple(run, run.folder('alice'));
  const [aliceIs] = people;
  await meet(people);
  const log = join(aliceIs.profile, 'natter.db-wal');
  const inject = ['-P', log, '-e', `trace=${calls}`, '-e', `inject=${calls}:error=EIO:when=${time}`];
  const trace = join(run.folder('trace'), 'trace');
  const alice = aliceIs.start([], ['strace', '-f', '-qq', '-o', trace, ...inject]);
  const bob = people[1].start();
  await alice.event('ready');
  await talkTo(alice, 'bob');
  const talk = createTalk(alice);
  await talk.sayAll(TEXTS);
  const trial = await finish(`EIO at ${calls} ${time}`, people, {alice, bob}, talk);
  // What failed may have been the storing of an acknowledgement, which comes again: nobody has to be told.
  const failed = readFileSync(trace, 'utf8').includes('(INJECTED)');
  return failed ? trial : {...trial, faults: [...trial.faults, `no ${calls} failed`]};
}

type People = readonly [Person, Person];
type Pair = {readonly alice: Natter; readonly bob: Natter};

async function onSmallDisk(
  run: Run,
  who: 'alice' | 'bob',
  work: (scene: Pair & {people: People; disk: ReturnType<typeof mountSmallDisk>}) => Promise<Trial>,
): Promise<Trial> {
  const disk = mountSmallDisk(run.folder('disk'), DISK);
  try {
    const people = await couple(run, disk.folder, who);
    await meet(people);
    const [alice, bob] = [people[0].start(), people[1].start()];
    await alice.event('peer-online', PATIENCE);
    await talkTo(alice, 'bob');
    return await work({alice, bob, people, disk});
  } finally {
    disk.remove();
  }
}

/** Alice and bob; one of them has a profile in a folder of our choice. */
async function couple(run: Run, folder: string, who: 'alice' | 'bob' = 'alice'): Promise<People> {
  const special: Run = {...run, folder: () => folder};
  return [
    await makePerson(who === 'alice' ? special : run, 'alice'),
    await makePerson(who === 'bob' ? special : run, 'bob'),
  ];
}

async function meet([alice, bob]: People): Promise<void> {
  const [a, b] = [alice.start(), bob.start()];
  await a.event('ready');
  await introduce(b, `127.0.0.1:${alice.port}`);
  await Promise.all([a.end(), b.end()]);
}

/** Says texts one by one, and remembers which of them natter took. */
function createTalk(natter: Natter) {
  const taken: {readonly id: string; readonly text: string}[] = [];
  let said = 0;
  let refused = 0;

  async function say(): Promise<void> {
    said++;
    const text = numbered('alice', said, LENGTH);
    const isAnswer = (line: Line) => line.event === 'error' || line['text'] === text;
    const answer = natter.next('an answer', isAnswer, PATIENCE);
    natter.say(text);
    const line = await answer;
    if (line.event === 'error') {
      refused++;
    } else {
      taken.push({id: String(line['id']), text});
    }
  }

  return {
    taken,
    refused: () => refused,
    async sayAll(count: number) {
      for (let more = 0; more < count; more++) {
        await say();
      }
    },
    async allDelivered() {
      const last = taken.at(-1)?.id;
      const isDelivered = (line: Line) => line.event === 'delivered' && line['id'] === last;
      await natter.waitFor('the last delivery', isDelivered, PATIENCE);
    },
  };
}

/** After the disk works again: both live, all that was taken is at the other side once, and nothing else. */
async function finish(
  name: string,
  [aliceIs, bobIs]: People,
  {alice, bob}: Pair,
  talk: ReturnType<typeof createTalk>,
): Promise<Trial> {
  const faults: string[] = [];
  await talk.sayAll(1);
  await talk.allDelivered().catch(() => faults.push('what was taken did not arrive'));
  const codes = await Promise.all([alice.end(), bob.end()]);
  if (codes.some(code => code !== 0)) {
    faults.push(`they ended with ${codes.join(' and ')}`);
  }
  const expected = talk.taken.map(({text}) => text).join('\n');
  for (const {name: whose, profile} of [aliceIs, bobIs]) {
    const bodies = readHistory(profile).entries.map(entry => entry.body);
    if (bodies.join('\n') !== expected) {
      faults.push(`${whose} holds ${bodies.length} texts, but ${talk.taken.length} were taken`);
    }
  }
  const lies = alice.lines.filter(
    line => line.event === 'sent' && !talk.taken.some(({id}) => id === line['id']),
  );
  faults.push(...lies.map(line => `${line['id']} was called sent, but it was never taken`));
  return {refused: talk.refused(), faults: faults.map(fault => `${name}: ${fault}`)};
}
