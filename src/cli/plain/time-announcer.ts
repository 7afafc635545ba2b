import {createCalendar} from '../../../components/theme/time-format.ts';
import type {Settings} from '../../lib/settings.ts';
import {type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {plainTexts} from '../../lib/texts/plain.ts';

/** Puts the time before a sentence, and a line with the day before the first sentence of another day. */
export type SpokenTime = (milliseconds: number, lines: readonly SafeText[]) => readonly SafeText[];

export type SpokenTimeOptions = {
  /** Wall time in milliseconds; its day needs no word at the start. */
  readonly now: () => number;
  /** How times are written at the moment. */
  readonly format: () => Settings['time'];
};

export function createSpokenTime({now, format}: SpokenTimeOptions): SpokenTime {
  let last = now();
  return (milliseconds, [first, ...others]) => {
    if (first === undefined) {
      return [];
    }
    const calendar = createCalendar(format());
    const isOther = !calendar.isSameDay(milliseconds, last);
    const day = calendar.isSameDay(milliseconds, now())
      ? plainTexts.days.today
      : safe`${safeLine(calendar.day(milliseconds))}.`;
    last = milliseconds;
    return [
      ...(isOther ? [day] : []),
      safe`${safeLine(calendar.time(milliseconds).trim())} ${first}`,
      ...others,
    ];
  };
}
