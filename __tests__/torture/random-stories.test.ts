import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import type {CoreEvent} from '../../src/core/api/api.ts';
import {runStories} from '../../torture/simulation/run-stories.ts';
import {openStage} from '../../torture/simulation/stage.ts';
import {type Step, stories} from '../../torture/simulation/story.ts';
import {LONG} from './small-run.ts';

describe('random stories of two people on simulated time (T15)', () => {
  test(
    'no story breaks a rule of delivery',
    async () => {
      expect(await runStories(200, 20_261_122)).toEqual({runs: 200, failure: null});
    },
    LONG,
  );

  test('a story goes the same way every time', async () => {
    const stage = await openStage();
    for (const story of fc.sample(stories, {numRuns: 5, seed: 7})) {
      const first = await witness(stage, story);
      expect(first.length).toBeGreaterThan(0);
      expect(await witness(stage, story)).toEqual(first);
    }
  });
});

/** What both cores said, in order; without the times, since the world's clock goes on between stories. */
async function witness(stage: Awaited<ReturnType<typeof openStage>>, story: readonly Step[]) {
  const heard: string[] = [];
  await stage.play(story, (name: string, event: CoreEvent) => heard.push(`${name} ${summary(event)}`));
  return heard;
}

function summary(event: CoreEvent): string {
  switch (event.type) {
    case 'entries-added':
      return `${event.type} ${event.entries.map(entry => `${entry.id} ${entry.text.slice(0, 20)}`).join()}`;
    case 'delivery-changed':
      return `${event.type} ${event.state} ${event.ids.join()}`;
    default:
      return event.type;
  }
}
