import type {Unit} from './types.ts';

const KIB = 1024;
const MIB = KIB * KIB;

/** A number with its unit, short enough for a table: three digits that count. */
export function format(value: number, unit: Unit): string {
  switch (unit) {
    case 'per-second':
      return `${scaled(value)}/s`;
    case 'milliseconds':
      return value >= 1000 ? `${digits(value / 1000)} s` : `${digits(value)} ms`;
    case 'microseconds':
      return value >= 1000 ? `${digits(value / 1000)} ms` : `${digits(value)} µs`;
    case 'bytes':
      return value >= MIB ? `${digits(value / MIB)} MB` : `${digits(value / KIB)} KB`;
    case 'percent':
      return `${Number.isInteger(value) ? value : value.toFixed(2)} %`;
  }
}

/** Three digits that count, without an exponent. */
export function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) {
    return value.toFixed(0);
  }
  return value.toFixed(size >= 10 ? 1 : 2);
}

/** A count as people write it: 1,200 or 1.36 M. */
export function scaled(value: number): string {
  if (value >= 1e6) {
    return `${digits(value / 1e6)} M`;
  }
  return value >= 1e4 ? `${digits(value / 1e3)} k` : Math.round(value).toLocaleString('en');
}
