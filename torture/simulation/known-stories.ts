import type {Deed, Step} from './story.ts';

/** Stories that chance tells too seldom: each broke a rule once, or breaks one if a part of the protocol is left out. */
export const KNOWN_STORIES: readonly (readonly Step[])[] = [
  // Somebody whose clock is behind forgets, and comes back: what they say then stands behind what they said.
  quietly(
    say(0, 3),
    {type: 'set-clock', who: 0, wrong: -3_600_000},
    {type: 'forget', who: 0},
    {type: 'connect', who: 0},
    say(0, 2),
  ),
  // The same where the other one has no words that would come along, and the first words do not wait for the link.
  quietly(
    say(0, 3),
    {type: 'set-clock', who: 0, wrong: -3_600_000},
    {type: 'forget', who: 0},
    {type: 'stall'},
    {type: 'connect', who: 0},
    say(0, 2),
    {type: 'flow'},
    say(0, 1),
  ),
  // Both write while apart, for a time, with clocks that differ; each sees the last of it.
  quietly(
    {type: 'set-clock', who: 1, wrong: -60_000},
    {type: 'cut'},
    say(0, 45),
    {type: 'pass', milliseconds: 1500},
    say(1, 1),
    {type: 'pass', milliseconds: 20_000},
    {type: 'read', who: 0, count: 8, below: 0},
    {type: 'read', who: 1, count: 8, below: 0},
  ),
];

function quietly(...deeds: readonly Deed[]): Step[] {
  return deeds.map(deed => ({deed, turns: null}));
}

function say(who: 0 | 1, count: number): Deed {
  return {type: 'say', who, count, length: 0};
}
