import {type SafeText, safeLine} from './text/safe-text.ts';

/** `warn`: natter works, but not as well as it could. `fail`: something does not work. */
export type CheckState = 'ok' | 'warn' | 'fail';

/** One thing that was looked at, in words that name nobody. */
export type Check = {
  readonly name: string;
  readonly state: CheckState;
  readonly reason: SafeText;
  /** What to do; null where there is nothing to do. */
  readonly advice: SafeText | null;
  /** What may tell whose natter this is, such as paths and addresses. Shown only to somebody who asks for all of it. */
  readonly detail: SafeText | null;
};

/** It is as it should be. */
export function passed(name: string, reason: SafeText, detail: SafeText | null = null): Check {
  return {name, state: 'ok', reason, advice: null, detail};
}

export function warning(
  name: string,
  reason: SafeText,
  advice: SafeText,
  detail: SafeText | null = null,
): Check {
  return {name, state: 'warn', reason, advice, detail};
}

export function failure(
  name: string,
  reason: SafeText,
  advice: SafeText,
  detail: SafeText | null = null,
): Check {
  return {name, state: 'fail', reason, advice, detail};
}

/** What an error says. It may hold paths. */
export function saidBy(error: unknown): SafeText {
  return safeLine(error instanceof Error ? error.message : String(error));
}
