import type {Run} from '../types.ts';
import {readHistory} from './history.ts';
import {type Cable, layCable} from './namespaces.ts';
import type {Line, Natter} from './natter.ts';
import {introduce, makePerson, type Person, talkTo} from './person.ts';
import {addUp, compareNumbers, type Difference, numbered, numberOf} from './texts.ts';

/** Alice and bob, contacts, in two network namespaces with a cable between them. */
export type Across = {
  readonly cable: Cable;
  readonly alice: Natter;
  readonly bob: Natter;
  /** Each of them says so many more texts. */
  readonly bothSay: (count: number) => void;
  /** Waits until all that was said so far is acknowledged. */
  readonly allDelivered: (patience: number) => Promise<void>;
  /** Ends both, and compares what was shown and stored with what was said. */
  readonly finish: () => Promise<Difference>;
};

/** Lays the cable, runs the work, removes the cable whatever happens. The default limits hold. */
export async function across<T>(run: Run, work: (pair: Across) => Promise<T>): Promise<T> {
  const cable = layCable();
  try {
    return await work(await meet(run, cable));
  } finally {
    cable.remove();
  }
}

async function meet(run: Run, cable: Cable): Promise<Across> {
  const options = {host: '0.0.0.0', config: {}};
  const people = [
    await makePerson(run, 'alice', {...options, wrapper: cable.wrapper(0)}),
    await makePerson(run, 'bob', {...options, wrapper: cable.wrapper(1)}),
  ] as const;
  const [alice, bob] = [people[0].start(), people[1].start()];
  await alice.event('ready');
  await introduce(bob, `${cable.address(0)}:${people[0].port}`);
  await Promise.all([talkTo(alice, 'bob'), talkTo(bob, 'alice')]);
  let said = 0;
  return {
    cable,
    alice,
    bob,
    bothSay(count) {
      for (let number = said + 1; number <= said + count; number++) {
        alice.say(numbered('alice', number));
        bob.say(numbered('bob', number));
      }
      said += count;
    },
    allDelivered: async patience =>
      void (await Promise.all([
        delivered(alice, 'alice', said, patience),
        delivered(bob, 'bob', said, patience),
      ])),
    async finish() {
      await Promise.all([alice.end(), bob.end()]);
      return addUp([
        ...differences(people[0], alice, 'bob', said),
        ...differences(people[1], bob, 'alice', said),
      ]);
    },
  };
}

async function delivered(natter: Natter, author: string, count: number, patience: number): Promise<void> {
  const isLast = (line: Line) => numberOf(author, line['text']) === count;
  const last = await natter.waitFor('the last text', isLast, patience);
  const isDelivered = (line: Line) => line.event === 'delivered' && line['id'] === last['id'];
  await natter.waitFor('its delivery', isDelivered, patience);
}

function differences({profile}: Person, natter: Natter, author: string, count: number): Difference[] {
  const shown = natter.lines.filter(line => line.event === 'message').map(line => line['text']);
  const stored = readHistory(profile).entries.map(entry => entry.body);
  return [shown, stored].map(texts =>
    compareNumbers(
      texts.map(text => numberOf(author, text)).filter(number => number !== null),
      count,
    ),
  );
}
