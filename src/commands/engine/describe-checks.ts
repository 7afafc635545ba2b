import type {Check} from '../../lib/check.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';

/** What was checked, one line for each; with `full` also what may tell whose natter it is. */
export function checkLines(checks: readonly Check[], full: boolean): SafeText {
  const width = Math.max(...checks.map(({name}) => name.length));
  const lines = checks.flatMap(({name, state, reason, advice, detail}) => {
    const head = safe`${safeLine(state.padEnd(4))}  ${safeLine(name.padEnd(width))}  ${reason}`;
    const line = advice === null ? head : safe`${head} ${advice}`;
    return full && detail !== null ? [line, safe`${safeLine(' '.repeat(width + 8))}${detail}`] : [line];
  });
  return joinSafe(lines, safe`\n`);
}

/** The fields of a check for programs. */
export function checkFields({detail, ...check}: Check, full: boolean): Partial<Check> {
  return full ? {...check, detail} : check;
}
