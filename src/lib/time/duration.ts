import {type SafeText, safe, safeLine} from '../text/safe-text.ts';

const UNITS = [
  ['w', 'week', 7 * 24 * 60 * 60],
  ['d', 'day', 24 * 60 * 60],
  ['h', 'hour', 60 * 60],
  ['m', 'minute', 60],
  ['s', 'second', 1],
] as const;
/** Clocks that differ by so much keep people from finding each other, milliseconds: days and beacons are told by them. */
export const CLOCK_MATTERS = 3_600_000;
const DURATION = /^(\d{1,6})\s*([wdhms])$/i;

/** Reads a time such as `30s`, `5m`, `1h`, `1d`, `1w` as seconds; null if it is none. */
export function parseDuration(text: string): number | null {
  const [, count, letter] = DURATION.exec(text) ?? [];
  const unit = UNITS.find(([short]) => short === letter?.toLowerCase());
  return unit === undefined ? null : Number(count) * unit[2];
}

/** Seconds in one short word, in the largest unit that fits: `1h`, `90s`. */
export function shortDuration(seconds: number): string {
  const [letter, , size] = unitOf(seconds);
  return `${seconds / size}${letter}`;
}

/** Seconds as people say them, in the largest unit that fits: `1 hour`, `90 seconds`. */
export function describeDuration(seconds: number): SafeText {
  const [, name, size] = unitOf(seconds);
  const count = seconds / size;
  return safe`${count} ${safeLine(count === 1 ? name : `${name}s`)}`;
}

/** The same to the nearest unit of which there are at least two: `25 hours`, `3 minutes`. */
export function describeRoughly(seconds: number): SafeText {
  const size = UNITS.find(([, , unit]) => seconds >= 2 * unit)?.[2] ?? 1;
  const count = Math.round(seconds / size);
  return size === 1 ? describeDuration(count) : safe`${count} ${safeLine(nameOf(size))}s`;
}

function nameOf(size: number): string {
  return UNITS.find(([, , unit]) => unit === size)?.[1] ?? '';
}

function unitOf(seconds: number) {
  return UNITS.find(([, , unit]) => seconds >= unit && seconds % unit === 0) ?? UNITS[4];
}
