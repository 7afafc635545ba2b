import {MAX_EXPIRY_SECONDS, MIN_EXPIRY_SECONDS} from '../limits.ts';

/** Decimal without leading zeros, as the body of an `expire` entry has it. */
const SECONDS = /^(?:0|[1-9]\d{0,8})$/;

/**
 * Reads the body of an `expire` entry: after how many seconds new messages disappear, 0 if they stay. Null if it
 * says neither; such an entry changes nothing.
 */
export function parseExpiry(body: string): number | null {
  const seconds = SECONDS.test(body) ? Number(body) : null;
  return seconds !== null && isExpiry(seconds) ? seconds : null;
}

/** Whether messages can be made to disappear after so many seconds; 0 lets them stay. */
export function isExpiry(seconds: number): boolean {
  const isLife = seconds >= MIN_EXPIRY_SECONDS && seconds <= MAX_EXPIRY_SECONDS;
  return Number.isInteger(seconds) && (seconds === 0 || isLife);
}
