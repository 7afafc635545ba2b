import {makeTown, noTown} from './support/faces.ts';
import {readHistory} from './support/history.ts';
import type {Line, Natter} from './support/natter.ts';
import {sleep} from './support/patience.ts';
import {GENEROUS, introduce, talkTo} from './support/person.ts';
import type {Cut} from './support/proxy.ts';
import {createRandom, type Random} from './support/random.ts';
import {
  addUp,
  compareNumbers,
  type Difference,
  describeDifference,
  isFaultless,
  numbered,
  numberOf,
} from './support/texts.ts';
import type {Figure, Run} from './types.ts';

export const cuts: Figure = {
  id: 'T7',
  title: 'a proxy cuts the stream at random bytes (FIN, RST, stall)',
  bar: '0 lost, 0 doubled',
  async run(run) {
    const missing = await noTown();
    if (missing !== null) {
      return {skipped: missing};
    }
    const wanted = run.quick ? 30 : 300;
    const {difference, cuts: done, messages} = await cutAtRandom(run, wanted);
    const kinds = [...done].map(([how, count]) => `${count} ${how}`).join(', ');
    return {
      result: `${describeDifference(difference)}; ${messages} each way, cut by ${kinds}`,
      pass: isFaultless(difference),
    };
  },
};

/** Silence is noticed sooner than in life, or the stalls alone would take an hour; milliseconds. */
const SILENCE = 400;
/** A handshake takes about 600 bytes both ways, what is under way about a thousand. */
const MOST_BYTES = 6000;
/** Texts wait while a link is stalled, but not without end. */
const MOST_UNDER_WAY = 6;
const PAUSE = 2;
const LENGTH = 60;
const PATIENCE = 30_000;
const KINDS: readonly Cut[] = ['fin', 'rst', 'stall'];

/** Lets two processes talk through a proxy that cuts each connection, until there were enough cuts. */
export async function cutAtRandom(
  run: Run,
  wanted: number,
  silence = SILENCE,
): Promise<{difference: Difference; cuts: Map<Cut, number>; messages: number}> {
  const random = createRandom(run.seed);
  const done = new Map<Cut, number>();
  const count = () => [...done.values()].reduce((sum, some) => sum + some, 0);
  let cutting = false;
  const town = await makeTown(run, ['alice', 'bob'], {
    config: {limits: limitsFor(silence)},
    proxy: () => ({
      plan: () =>
        cutting && count() < wanted ? {how: random.pick(KINDS), after: bytesUntilCut(random)} : null,
      cut: how => done.set(how, (done.get(how) ?? 0) + 1),
    }),
  });
  const [alice, bob] = town.people.map(person => person.start());
  if (alice === undefined || bob === undefined) {
    throw new Error('there is nobody in this town');
  }
  await alice.event('ready');
  await introduce(bob, town.address(1, 0));
  await Promise.all([talkTo(alice, 'bob'), talkTo(bob, 'alice')]);

  cutting = true;
  for (const proxy of town.between(0, 1)) {
    proxy.cutAll('rst');
  }
  const redial = keepDialling(bob, town.address(1, 0));
  let said = 0;
  const underWay = countUnderWay(alice);
  for (const begin = performance.now(); count() < wanted; await sleep(PAUSE)) {
    if (underWay() < MOST_UNDER_WAY) {
      said++;
      alice.say(numbered('alice', said, LENGTH));
      bob.say(`/msg alice ${numbered('bob', said, LENGTH)}`); // text behind a dial that failed goes nowhere
    }
    if (performance.now() - begin > PATIENCE + wanted * 2000) {
      throw new Error(`only ${count()} cuts came about`);
    }
  }
  await Promise.all([delivered(alice, 'alice', said), delivered(bob, 'bob', said)]);
  redial();
  await Promise.all([alice.end(), bob.end()]);
  await town.close();
  const [a, b] = town.people;
  return {
    difference: addUp([
      differenceOf(a?.profile, alice, 'bob', said),
      differenceOf(b?.profile, bob, 'alice', said),
    ]),
    cuts: done,
    messages: said,
  };
}

/** How many of its own texts a natter has said, but not brought to the other side. */
function countUnderWay(natter: Natter): () => number {
  let count = 0;
  natter.onLine(line => {
    count += line.event === 'message' && line['outgoing'] === true ? 1 : 0;
    count -= line.event === 'delivered' ? 1 : 0;
  });
  return () => count;
}

/** Every third cut falls into the handshake or the first messages. */
function bytesUntilCut(random: Random): number {
  return random.chance(1 / 3) ? random.between(1, 600) : random.between(1, MOST_BYTES);
}

function limitsFor(silence: number) {
  const deadline = 2 * silence;
  return {
    ...GENEROUS,
    silence,
    heartbeat: Math.round(silence / 3),
    handshakeDeadline: deadline,
    dialDeadline: deadline,
  };
}

/** Somebody impatient: dials again at once when the link is gone or the dial failed. Returns how to stop. */
function keepDialling(natter: Natter, address: string): () => void {
  let dialling = true;
  const dial = () => dialling && natter.say(`/connect ${address}`);
  natter.onLine(line => {
    if (line.event === 'peer-offline' || (line.event === 'error' && line['code'] !== 'ALREADY_CONNECTED')) {
      dial();
    }
  });
  return () => {
    dialling = false;
  };
}

async function delivered(natter: Natter, author: string, count: number): Promise<void> {
  const last = await natter.waitFor(
    'the last text',
    line => numberOf(author, line['text']) === count,
    PATIENCE,
  );
  const isDelivered = (line: Line) => line.event === 'delivered' && line['id'] === last['id'];
  await natter.waitFor('its delivery', isDelivered, PATIENCE);
}

/** What was shown and what is on the disk of the other's texts. */
function differenceOf(
  profile: string | undefined,
  natter: Natter,
  author: string,
  count: number,
): Difference {
  const shown = natter.lines.filter(line => line.event === 'message').map(line => line['text']);
  const stored = profile === undefined ? [] : readHistory(profile).entries.map(entry => entry.body);
  return addUp(
    [shown, stored].map(texts =>
      compareNumbers(
        texts.map(text => numberOf(author, text)).filter(number => number !== null),
        count,
      ),
    ),
  );
}
