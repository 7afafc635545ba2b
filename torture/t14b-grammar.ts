import fc from 'fast-check';
import {messageTags} from '../src/wire/chat/codecs.ts';
import {frames, typedPayloads} from './grammar/frames.ts';
import {runGuided} from './grammar/guided.ts';
import {readAnything, readFrame, readPayload} from './grammar/targets.ts';
import {openWholeLink} from './grammar/whole-link.ts';
import {createRandom} from './support/random.ts';
import type {Figure, Run} from './types.ts';

/** Milliseconds for all three parts together. */
const FULL = 60_000;
const QUICK = 3000;

export const grammar: Figure = {
  id: 'T14B',
  title: 'frames made from the grammar, guided by coverage, and at a whole link, shrunk by fast-check',
  bar: 'only protocol errors, no link hangs, nothing fails',
  async run(run) {
    const part = (run.quick ? QUICK : FULL) / 3;
    run.note('decoders');
    const decoders = tryDecoders(run.seed, part);
    run.note('guided by coverage');
    const guided = tryGuided(run.seed, part);
    run.note('a whole link');
    const link = await tryLink(run, part);
    const failures = [...decoders.failures, ...guided.failures, ...link.failures];
    return {
      result:
        `${decoders.inputs} payloads and frames; ${guided.inputs} guided, ${guided.corpus} of them kept; ` +
        `${link.inputs} links, ${link.ended} ended; ${failures.length} wrong`,
      pass: failures.length === 0 && decoders.inputs > 0 && guided.corpus > 1 && link.inputs > link.ended,
      notes: failures,
    };
  },
};

/** What is run until time is over; fast-check stops at the first failure, and shrinks it. */
type Part = {readonly inputs: number; readonly failures: readonly string[]};

/** Payloads and frames from the grammar against every decoder and the frame reader. */
export function tryDecoders(seed: number, milliseconds: number): Part {
  const payloads = fc.property(typedPayloads, ({type, bytes}) => void readPayload(type, bytes));
  const whole = fc.property(frames, bytes => void readFrame(bytes));
  const outcomes = [payloads, whole].map(property =>
    fc.check<[unknown]>(property as fc.IProperty<[unknown]>, timed(seed, milliseconds / 2)),
  );
  return {
    inputs: outcomes.reduce((sum, {numRuns}) => sum + numRuns, 0),
    failures: outcomes.flatMap(outcome => failureOf(outcome)),
  };
}

/** The same readers, with inputs that reach what no input reached before; those that fail are shrunk. */
export function tryGuided(
  seed: number,
  milliseconds: number,
  numRuns = 200,
): Part & {readonly corpus: number} {
  const seeds = [
    ...fc
      .sample(typedPayloads, {numRuns, seed})
      .map(({type, bytes}) => Buffer.concat([Buffer.of(messageTags[type]), bytes])),
    ...fc.sample(frames, {numRuns, seed}).map(bytes => Buffer.concat([Buffer.of(12), bytes])),
  ];
  const {inputs, corpus, failures} = runGuided({
    read: readAnything,
    seeds,
    isWatched: url => /\/src\/(wire|net)\//.test(url),
    random: createRandom(seed),
    milliseconds,
  });
  const property = fc.property(fc.uint8Array(), bytes => void readAnything(bytes));
  const shrunk = failures.map(({input}) => fc.check(property, {examples: [[input]], numRuns: 1}));
  return {inputs, corpus: corpus.length, failures: shrunk.flatMap(failureOf)};
}

/** Frames at a core, before the hello and after it; at the end an honest contact must find it well. */
export async function tryLink({seed}: Pick<Run, 'seed'>, milliseconds: number) {
  const link = await openWholeLink();
  let ended = 0;
  const property = fc.asyncProperty(
    fc.array(frames, {minLength: 1, maxLength: 6}),
    fc.oneof({weight: 9, arbitrary: fc.constant(true)}, fc.constant(false)),
    async (sent, greeted) => {
      ended += (await link.send(sent, greeted)) === 'ended' ? 1 : 0;
    },
  );
  try {
    const outcome = await fc.check(property, timed(seed, milliseconds));
    const failures = failureOf(outcome);
    await link.check().catch(error => failures.push(`an honest contact: ${error}`));
    return {inputs: outcome.numRuns, ended, failures};
  } finally {
    await link.close();
  }
}

function timed(seed: number, milliseconds: number) {
  return {seed, numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: milliseconds};
}

/** In the form in which it can be put into a test. */
function failureOf({
  counterexample,
  errorInstance,
}: Pick<fc.RunDetails<unknown>, 'counterexample' | 'errorInstance'>): string[] {
  if (counterexample === null) {
    return [];
  }
  const hex = JSON.stringify(counterexample, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  );
  return [`${errorInstance instanceof Error ? errorInstance.message : errorInstance}: ${hex}`];
}
