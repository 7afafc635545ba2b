import fc from 'fast-check';

/** What may happen to people in a room. `who` and `whom` are their places; the founder is the first. */
export type RoomDeed =
  | {readonly type: 'say'; readonly who: number; readonly count: number}
  /** One of the own texts is deleted, counted from the last one. */
  | {readonly type: 'delete'; readonly who: number; readonly back: number}
  | {readonly type: 'kill' | 'start'; readonly who: number}
  /** The disk is copied; later the copy takes its place, as people do with backups. */
  | {readonly type: 'back-up' | 'restore'; readonly who: number}
  | {readonly type: 'remove' | 'invite'; readonly who: number; readonly whom: number}
  | {readonly type: 'set-level'; readonly who: number; readonly whom: number; readonly level: RoomLevel}
  | {readonly type: 'topic'; readonly who: number}
  | {readonly type: 'cut' | 'stall' | 'flow'}
  | {readonly type: 'pass'; readonly milliseconds: number};

export type RoomLevel = 'member' | 'admin' | 'owner';

/** A deed, and how many turns of the event loop pass before the next one; null: until all is quiet. */
export type RoomStep = {readonly deed: RoomDeed; readonly turns: number | null};

/** fast-check likes short stories, in which little can go wrong. */
const STEPS = {minLength: 5, maxLength: 18};
const MAX_TURNS = 12;
/** More than one frame holds. */
const MANY = {min: 60, max: 100};

/** Stories for fast-check about a room of so many. In a third of them disks are copied and put back, in another acts are done. */
export function roomStories(people: number): fc.Arbitrary<RoomStep[]> {
  const who = fc.nat(people - 1);
  const everyday = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        type: fc.constant('say' as const),
        who,
        count: fc.oneof({weight: 12, arbitrary: fc.integer({min: 1, max: 3})}, fc.integer(MANY)),
      }),
    },
    {weight: 1, arbitrary: fc.record({type: fc.constant('delete' as const), who, back: fc.nat(3)})},
    {weight: 4, arbitrary: fc.record({type: fc.constantFrom('kill' as const, 'start' as const), who})},
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
  /** Few have backups, and few have power: else most of what is tried comes to nothing. */
  const one = fc.nat(1);
  const copies = fc.record({type: fc.constantFrom('back-up' as const, 'restore' as const), who: one});
  const acts = fc.oneof(
    fc.record({type: fc.constantFrom('remove' as const, 'invite' as const), who: one, whom: who}),
    fc.record({
      ...{type: fc.constant('set-level' as const), who: one, whom: who},
      level: fc.constantFrom<RoomLevel>('member', 'admin', 'owner'),
    }),
    fc.record({type: fc.constant('topic' as const), who: one}),
  );
  return fc.oneof(
    storyOf(everyday),
    storyOf(fc.oneof({weight: 1, arbitrary: everyday}, {weight: 1, arbitrary: copies})),
    storyOf(fc.oneof({weight: 1, arbitrary: everyday}, {weight: 1, arbitrary: acts})),
  );
}

function storyOf(deed: fc.Arbitrary<RoomDeed>): fc.Arbitrary<RoomStep[]> {
  const turns = fc.oneof(
    {weight: 2, arbitrary: fc.constant(null)},
    {weight: 3, arbitrary: fc.integer({min: 0, max: MAX_TURNS})},
  );
  return fc.array(fc.record({deed, turns}), STEPS);
}
