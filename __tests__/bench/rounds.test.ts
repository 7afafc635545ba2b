import {describe, expect, test} from '@jest/globals';
import {interleave, measureFigure} from '../../bench/rounds.ts';
import type {Contestant, Figure, Part} from '../../bench/types.ts';
import type {Workspace} from '../../bench/workspace.ts';

const workspace: Workspace = {
  quick: true,
  cache: '',
  folder: async () => '',
  note() {},
  remove: async () => {},
};

/** A contestant whose measurements are given; what it does is noted. */
function contestant(name: string, part: Part, values: readonly number[], log: string[] = []): Contestant {
  const left = [...values];
  return {
    name,
    part,
    async measure() {
      log.push(name);
      const rate = left.shift();
      if (rate === undefined) {
        throw new Error('out of breath');
      }
      return {rate};
    },
  };
}

function figure(contestants: readonly Contestant[], change: Partial<Figure> = {}): Figure {
  return {
    id: 'speed',
    title: 'speed',
    about: '',
    rows: [
      {
        metric: 'rate',
        title: 'speed',
        unit: 'per-second',
        more: true,
        limit: {label: 'light', value: median => median('light', 'rate')},
        goal: 0.8,
      },
    ],
    rounds: {quick: 3, full: 9},
    warmUp: true,
    stage: async () => ({contestants, missing: ['sound'], close: async () => {}}),
    growth: () => [],
    ...change,
  };
}

describe('interleave', () => {
  test('everybody takes a turn in each round, and the warm-up does not count', async () => {
    const log: string[] = [];
    const own = contestant('natter', 'natter', [1, 2, 3], log);
    const light = contestant('light', 'limit', [4, 5, 6], log);
    const {samples} = await interleave([own, light], 2, true);
    expect(log).toEqual(['natter', 'light', 'natter', 'light', 'natter', 'light']);
    expect(samples.get(own)).toEqual([{rate: 2}, {rate: 3}]);
    expect(samples.get(light)).toEqual([{rate: 5}, {rate: 6}]);
  });

  test('a peer that fails is dropped and named, the others go on', async () => {
    const own = contestant('natter', 'natter', [1, 2, 3]);
    const weak = contestant('weak', 'peer', [1]);
    const {samples, dropped} = await interleave([weak, own], 2, true);
    expect(samples.get(own)).toEqual([{rate: 2}, {rate: 3}]);
    expect(samples.has(weak)).toBe(false);
    expect(dropped).toEqual(['weak (could not be measured)']);
  });

  test('a limit that fails is an error with its cause', async () => {
    const failure = interleave([contestant('light', 'limit', [])], 1, false);
    await expect(failure).rejects.toThrow(
      expect.objectContaining({
        message: 'light could not be measured',
        cause: expect.objectContaining({message: 'out of breath'}),
      }),
    );
  });
});

describe('measureFigure', () => {
  test('compares medians and says what was missing', async () => {
    const own = contestant('natter', 'natter', [999, 70, 90, 80]);
    const light = contestant('light', 'limit', [1, 100, 90, 300]);
    const result = await measureFigure(figure([own, light]), workspace);
    expect(result.missing).toEqual(['sound']);
    expect(result.rows).toEqual([
      expect.objectContaining({limit: {label: 'light', value: 100}, ratio: 0.8, pass: true}),
    ]);
    expect(result.rows[0]?.scores[0]).toEqual({
      name: 'natter',
      part: 'natter',
      median: 80,
      min: 70,
      max: 90,
      values: [70, 90, 80],
    });
  });

  test('does not pass below its goal', async () => {
    const own = contestant('natter', 'natter', [79, 79, 79, 79]);
    const light = contestant('light', 'limit', [100, 100, 100, 100]);
    const result = await measureFigure(figure([own, light]), workspace);
    expect(result.rows[0]).toMatchObject({ratio: 0.79, pass: false});
  });

  test('closes its stage when something fails', async () => {
    let closed = false;
    const stage = async () => ({
      contestants: [contestant('natter', 'natter', [])],
      missing: [],
      async close() {
        closed = true;
      },
    });
    await expect(measureFigure(figure([], {stage}), workspace)).rejects.toThrow('natter');
    expect(closed).toBe(true);
  });
});
