import fc from 'fast-check';

/** What may happen to two people who talk. `who` is 0 or 1. */
export type Deed =
  | {readonly type: 'say'; readonly who: 0 | 1; readonly count: number; readonly length: number}
  | {readonly type: 'connect' | 'disconnect' | 'kill' | 'start' | 'read'; readonly who: 0 | 1}
  | {readonly type: 'cut' | 'stall' | 'flow'}
  | {readonly type: 'pass'; readonly milliseconds: number};

/** A deed, and how many turns of the event loop pass before the next one; null: until all is quiet. */
export type Step = {readonly deed: Deed; readonly turns: number | null};

const MAX_STEPS = 16;

const who = fc.constantFrom<0 | 1>(0, 1);
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('say' as const),
      who,
      count: fc.oneof({weight: 12, arbitrary: fc.integer({min: 1, max: 3})}, fc.integer({min: 60, max: 100})),
      length: fc.oneof({weight: 12, arbitrary: fc.constant(0)}, fc.constant(9000)),
    }),
  },
  {weight: 3, arbitrary: fc.record({type: fc.constantFrom('kill' as const, 'start' as const), who})},
  {weight: 2, arbitrary: fc.record({type: fc.constantFrom('connect' as const, 'disconnect' as const), who})},
  {weight: 1, arbitrary: fc.record({type: fc.constant('read' as const), who})},
  {
    weight: 3,
    arbitrary: fc.record({type: fc.constantFrom('cut' as const, 'stall' as const, 'flow' as const)}),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('pass' as const),
      milliseconds: fc.constantFrom(1, 300, 1500, 6000, 20_000),
    }),
  },
);
/** Stories for fast-check. */
export const stories: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    deed: deeds,
    turns: fc.oneof(
      {weight: 2, arbitrary: fc.constant(null)},
      {weight: 3, arbitrary: fc.integer({min: 0, max: 12})},
    ),
  }),
  {maxLength: MAX_STEPS},
);
