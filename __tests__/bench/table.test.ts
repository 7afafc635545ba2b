import {expect, test} from '@jest/globals';
import type {FigureResult} from '../../bench/rounds.ts';
import {figureTable, growthTable} from '../../bench/table.ts';

const result: FigureResult = {
  id: 'link',
  title: 'link',
  about: '',
  rounds: 3,
  warmUp: true,
  seconds: 1,
  missing: [],
  rows: [
    {
      figure: 'link',
      metric: 'rate',
      title: 'messages',
      unit: 'per-second',
      more: true,
      goal: 0.8,
      limit: {label: 'raw', value: 2_000_000},
      ratio: 0.675,
      pass: false,
      scores: [
        {name: 'natter', part: 'natter', median: 1_350_000, min: 1_000_000, max: 1_400_000, values: []},
        {name: 'raw', part: 'limit', median: 2_000_000, min: 1, max: 2, values: []},
        {name: 'libp2p', part: 'peer', median: 43_210, min: 1, max: 2, values: []},
      ],
    },
    {
      figure: 'link',
      metric: 'memory',
      title: 'memory',
      unit: 'bytes',
      more: false,
      goal: null,
      limit: null,
      ratio: null,
      pass: null,
      scores: [{name: 'natter', part: 'natter', median: 20_480, min: 20_480, max: 20_480, values: [20_480]}],
    },
  ],
};

test('a table shows natter, its limit, the others and whether the goal is reached', () => {
  expect(figureTable([result])).toBe(
    [
      '| figure   | natter                          | limit        | ratio  | peers           | goal    | pass   |',
      '|----------|---------------------------------|--------------|--------|-----------------|---------|--------|',
      '| messages | 1.35 M/s (1.00 M/s to 1.40 M/s) | 2.00 M/s raw | 0.68 × | libp2p 43.2 k/s | ≥ 0.8 × | **no** |',
      '| memory   | 20.0 KB                         | –            | –      | –               | stated  | –      |',
    ].join('\n'),
  );
});

test('growth that is worse than linear asks for a reason', () => {
  const table = growthTable([
    {
      figure: 'link',
      title: 'time for n',
      unit: 'milliseconds',
      points: [
        {size: 10, cost: 1},
        {size: 100, cost: 10},
        {size: 1000, cost: 1000},
      ],
      exponent: 1.5,
      lastExponent: 2,
      verdict: 'worse than linear',
      excuse: null,
    },
  ]);
  expect(table.split('\n')[2]).toBe(
    '| time for n | 10: 1.00 ms | 100: 10.0 ms | 1,000: 1.00 s | 1.50     | 2.00      | worse than linear: to be mended |',
  );
});
