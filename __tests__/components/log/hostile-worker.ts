/**
 * Gives every function hostile texts. In a thread of its own, where no other code is loaded: what the step counter costs grows
 * with all that is.
 */
import {parentPort} from 'node:worker_threads';
import {createStepCounter} from '../../support/steps.ts';
import {FUNCTIONS, hostile, longest} from './hostile-functions.ts';

/** What a function makes of hostile texts. */
export type Outcome = {
  readonly name: string;
  /** What it threw, if it did. */
  readonly thrown: unknown;
  /** Texts, by the end of the first of a batch, that cost more than in proportion to their length. */
  readonly grown: readonly {readonly texts: string; readonly before: number; readonly after: number}[];
};

const thrown = FUNCTIONS.map(([, meaning, touch]) => errorOf(() => touchAll(longest(meaning), touch)));
const steps = createStepCounter();
for (const [index, [name, meaning, touch]] of FUNCTIONS.entries()) {
  let grown: Outcome['grown'] = [];
  const error = errorOf(() => {
    grown = growing(meaning, touch);
  });
  const outcome: Outcome = {name, thrown: thrown[index] ?? error, grown};
  parentPort?.postMessage(outcome);
}
steps.close();

function growing(meaning: string, touch: (text: string) => unknown): Outcome['grown'] {
  const [small, large] = [batches(hostile(meaning, 1024)), batches(hostile(meaning, 4096))];
  for (const texts of small) {
    touchAll(texts, touch); // what is made once is made
  }
  steps.forget();
  const costs = small.map((texts, batch) => ({
    texts: JSON.stringify(texts[0]?.slice(-8)),
    before: steps.count(() => touchAll(texts, touch)),
    after: steps.count(() => touchAll(large[batch] ?? [], touch)),
  }));
  return costs.filter(({before, after}) => after > 5.5 * before);
}

function touchAll(texts: readonly string[], touch: (text: string) => unknown): void {
  for (const text of texts) {
    touch(text);
  }
}

function errorOf(work: () => void): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

/** Few enough that one slow text shows among the others. */
function batches(texts: readonly string[]): string[][] {
  const size = 8;
  const count = Math.ceil(texts.length / size);
  return Array.from({length: count}, (_, index) => texts.slice(index * size, (index + 1) * size));
}
