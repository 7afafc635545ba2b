import {entryId} from '../src/identity/entry-id.ts';
import {type AttachedScreen, openScreen} from './support/attached-screen.ts';
import {readHistory} from './support/history.ts';
import type {Natter} from './support/natter.ts';
import {sleep, until} from './support/patience.ts';
import {startTalk} from './support/person.ts';
import {createRandom} from './support/random.ts';
import {numbered} from './support/texts.ts';
import type {Figure, Run} from './types.ts';

export const screens: Figure = {
  id: 'T23',
  title: 'three screens of one core, SIGKILL of the core or of a screen at random',
  bar: 'nothing answered that is not stored, every screen as a fresh one',
  async run(run) {
    const kills = run.quick ? 20 : 200;
    const {answered, lost, different, cores} = await killScreensAndCores(run, kills);
    return {
      result: `${lost} of ${answered} answered lost, ${different} of ${SCREENS} screens different; ${kills} kills, ${cores} of them of the core`,
      pass: lost === 0 && different === 0 && answered > kills,
    };
  },
};

const SCREENS = 3;
const OF_THE_CORE = 0.6;
/** The longest time between two kills, milliseconds. */
const LONGEST = 250;
const PATIENCE = 60_000;

/** Kills cores and screens while all of them talk; what was answered and is not stored, and which screens differ then. */
export async function killScreensAndCores(run: Run, kills: number) {
  const random = createRandom(run.seed);
  const talk = await startTalk(run);
  const {ann, peer, conversation} = talk;
  let {core} = talk;
  const open = () => openScreen(ann.profile, conversation);
  const shown: AttachedScreen[] = await Promise.all(Array.from({length: SCREENS}, open));
  const answered = new Set<string>();
  const lost = new Set<string>();
  let cores = 0;
  let said = 0;

  for (let kill = 0; kill < kills; kill++) {
    for (const screen of shown) {
      said += 1;
      void screen.say(numbered('ann', said)).then(id => id !== null && answered.add(id));
    }
    peer.say(numbered('bob', kill + 1));
    await sleep(random.next() * LONGEST);
    if (random.chance(OF_THE_CORE)) {
      cores += 1;
      await core.kill();
      const known = [...answered];
      const {entries} = readHistory(ann.profile);
      const stored = new Set(entries.map(({author, epoch, sequence}) => entryId(author, epoch, sequence)));
      for (const id of known.filter(one => !stored.has(one))) {
        lost.add(id);
      }
      core = ann.start();
      await core.event('ready', PATIENCE);
    } else {
      const index = random.between(0, SCREENS - 1);
      shown[index]?.kill();
      shown[index] = await open();
    }
    run.note(`${kill + 1} of ${kills} kills`);
  }
  const different = await compare(shown, open);
  for (const screen of shown) {
    screen.kill();
  }
  await end(core, peer);
  return {answered: answered.size, lost: lost.size, different, cores};
}

/** How many screens differ from a fresh one once nothing happens any more. */
async function compare(
  shown: readonly AttachedScreen[],
  open: () => Promise<AttachedScreen>,
): Promise<number> {
  const fresh = await open();
  const differing = () => shown.filter(screen => screen.shown() !== fresh.shown()).length;
  try {
    let before = '';
    await until(
      'all screens show the same',
      async () => {
        const isQuiet = fresh.shown() === before;
        before = fresh.shown();
        return isQuiet && differing() === 0;
      },
      PATIENCE,
    );
  } catch {
    // told by the number
  }
  fresh.kill();
  return differing();
}

async function end(...natters: readonly Natter[]): Promise<void> {
  await Promise.all(natters.map(natter => natter.kill()));
}
