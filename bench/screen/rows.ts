import {scaled} from '../format.ts';
import {quantile} from '../statistics.ts';
import type {Row} from './types.ts';

/** Middle and edge of a set of times. */
export type Times = {readonly p50: number; readonly p99: number};

/** Both quantiles that the table has. */
export function timesOf(values: readonly number[]): Times {
  return {p50: quantile(values, 0.5), p99: quantile(values, 0.99)};
}

/** Two rows, p50 and p99, each with a bar of its own. */
export function timeRows(
  what: string,
  natter: Times,
  weechat: Times | null,
  bars: {readonly p50: Bar | null; readonly p99: Bar | null},
): Row[] {
  return (['p50', 'p99'] as const).map(part => ({
    what: `${what}, ${part}`,
    unit: 'milliseconds',
    natter: natter[part],
    weechat: weechat?.[part] ?? null,
    bar: bars[part]?.text ?? null,
    pass: bars[part]?.holds(natter[part]) ?? null,
  }));
}

/** What is asked of a number. */
export type Bar = {readonly text: string; readonly holds: (value: number) => boolean};

/** At most so much. */
export function atMost(limit: number, unit: string): Bar {
  return {text: `≤ ${limit} ${unit}`, holds: value => value <= limit};
}

/** At most so many times what natter itself needs elsewhere. */
export function atMostTimes(factor: number, reference: number, label: string): Bar {
  return {
    text: `≤ ${factor} × ${label} (${(factor * reference).toFixed(2)} ms)`,
    holds: value => value <= factor * reference,
  };
}

/** Not more than WeeChat; without it, only the other bar counts. */
export function andWeechat(bar: Bar, weechat: number | null): Bar {
  return weechat === null
    ? bar
    : {text: `${bar.text} and ≤ WeeChat`, holds: value => bar.holds(value) && value <= weechat};
}

/** `1.84 / 5.10 ms` */
export function pairOf({p50, p99}: Times): string {
  return `${p50.toFixed(2)} / ${p99.toFixed(2)} ms`;
}

/** `1,000,000` as people write it in a row. */
export function counted(messages: number): string {
  return scaled(messages);
}
