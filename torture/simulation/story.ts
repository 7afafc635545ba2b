import fc from 'fast-check';

/** What may happen to two people who talk. `who` is 0 or 1. */
export type Deed =
  | {readonly type: 'say'; readonly who: 0 | 1; readonly count: number; readonly length: number}
  | {readonly type: 'connect' | 'disconnect' | 'kill' | 'start'; readonly who: 0 | 1}
  /** So many messages stand in view, so many others below them. */
  | {readonly type: 'read'; readonly who: 0 | 1; readonly count: number; readonly below: number}
  /** The other one is deleted with all that was said; a later `connect` begins anew. */
  | {readonly type: 'forget'; readonly who: 0 | 1}
  /** The disk is copied; later the copy takes its place, as people do with backups. */
  | {readonly type: 'back-up' | 'restore'; readonly who: 0 | 1}
  /** A wall clock is set so many milliseconds wrong. */
  | {readonly type: 'set-clock'; readonly who: 0 | 1; readonly wrong: number}
  | {readonly type: 'cut' | 'stall' | 'flow'}
  | {readonly type: 'pass'; readonly milliseconds: number};

/** A deed, and how many turns of the event loop pass before the next one; null: until all is quiet. */
export type Step = {readonly deed: Deed; readonly turns: number | null};

const MAX_STEPS = 16;
/** More than one frame holds, in number and in bytes. */
const MANY = {min: 60, max: 100};
const LONG = 9000;
const MAX_TURNS = 12;

const who = fc.constantFrom<0 | 1>(0, 1);

const say = fc.record({
  type: fc.constant('say' as const),
  who,
  count: fc.oneof({weight: 12, arbitrary: fc.integer({min: 1, max: 3})}, fc.integer(MANY)),
  length: fc.oneof({weight: 12, arbitrary: fc.constant(0)}, fc.constant(LONG)),
});
const process = fc.record({type: fc.constantFrom('kill' as const, 'start' as const), who});
const dial = fc.record({type: fc.constantFrom('connect' as const, 'disconnect' as const), who});
const read = fc.record({
  type: fc.constant('read' as const),
  who,
  count: fc.integer({min: 1, max: 8}),
  below: fc.oneof({weight: 2, arbitrary: fc.constant(0)}, fc.integer({min: 1, max: 20})),
});
const network = fc.record({type: fc.constantFrom('cut' as const, 'stall' as const, 'flow' as const)});
const pass = fc.record({
  type: fc.constant('pass' as const),
  milliseconds: fc.constantFrom(1, 300, 1500, 6000, 20_000),
});
const backup = fc.record({type: fc.constantFrom('back-up' as const, 'restore' as const), who});

const forget = fc.record({type: fc.constant('forget' as const), who});
const setClock = fc.record({
  type: fc.constant('set-clock' as const),
  who,
  wrong: fc.constantFrom(-3_600_000, -60_000, 0, 60_000),
});

const everyday = fc.oneof(
  {weight: 8, arbitrary: say},
  {weight: 3, arbitrary: process},
  {weight: 2, arbitrary: dial},
  {weight: 2, arbitrary: read},
  {weight: 3, arbitrary: network},
  {weight: 3, arbitrary: pass},
);
const withBackups = fc.oneof({weight: 2, arbitrary: everyday}, {weight: 1, arbitrary: backup});
const withForgetting = fc.oneof(
  {weight: 6, arbitrary: everyday},
  {weight: 1, arbitrary: forget},
  {weight: 1, arbitrary: setClock},
  {weight: 2, arbitrary: dial},
);

/** Stories for fast-check. In one of seven, disks are copied and put back; in another one, people forget each other, and clocks are wrong. */
export const stories: fc.Arbitrary<Step[]> = fc.oneof(
  {weight: 5, arbitrary: storyOf(everyday)},
  {weight: 1, arbitrary: storyOf(withBackups)},
  {weight: 1, arbitrary: storyOf(withForgetting)},
);

function storyOf(deed: fc.Arbitrary<Deed>): fc.Arbitrary<Step[]> {
  const turns = fc.oneof(
    {weight: 2, arbitrary: fc.constant(null)},
    {weight: 3, arbitrary: fc.integer({min: 0, max: MAX_TURNS})},
  );
  return fc.array(fc.record({deed, turns}), {maxLength: MAX_STEPS});
}
