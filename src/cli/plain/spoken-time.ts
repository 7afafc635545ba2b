import {type SafeText, safe, safeLine} from '../../lib/safe-text.ts';
import {zonedTime} from '../../lib/zoned-time.ts';

/** Puts the time before a sentence, and a line with the day before the first sentence of another day. */
export type SpokenTime = (milliseconds: number, lines: readonly SafeText[]) => readonly SafeText[];

/** Makes it; `now` is the wall time in milliseconds, whose day needs no word at the start. */
export function createSpokenTime(now: () => number): SpokenTime {
  let lastDay = zonedTime(now()).day;
  return (milliseconds, [first, ...others]) => {
    if (first === undefined) {
      return [];
    }
    const {day, time} = zonedTime(milliseconds);
    const isOther = day !== lastDay;
    lastDay = day;
    const dayLine = day === zonedTime(now()).day ? safe`Today.` : safe`${safeLine(day)}.`;
    return [...(isOther ? [dayLine] : []), safe`${safeLine(time.slice(0, 5))} ${first}`, ...others];
  };
}
