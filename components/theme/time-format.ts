import type {Settings} from '../../src/lib/settings.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';

/** How points in time are written. */
export type Calendar = {
  /** The time of a message. */
  readonly time: (milliseconds: number) => string;
  /** Columns that this takes. */
  readonly timeColumns: number;
  /** The time of now, to the minute. */
  readonly clock: (milliseconds: number) => string;
  readonly day: (milliseconds: number) => string;
  /** `Tue 4 Mar` */
  readonly shortDay: (milliseconds: number) => string;
  /** `14:26` today, `Wed` in the last days, `2 Nov` before. */
  readonly glance: (milliseconds: number, now: number) => string;
  /** A moment of today, `14:26`, of the days around it, `Wed 14:26`, or of others, `2 Nov`. */
  readonly moment: (milliseconds: number, now: number) => string;
  /** `2025-03-04` */
  readonly date: (milliseconds: number) => string;
  readonly isSameDay: (a: number, b: number) => boolean;
};

const DAY = 86_400_000;

/** Creates the calendar of this machine's time zone. Written by hand: the locale's takes 10 ms to load. */
export function createCalendar(format: Settings['time']): Calendar {
  const clock = format === '12h' ? twelveHours : hoursAndMinutes;
  const {write, columns} = {
    '24h': {write: hoursAndMinutes, columns: 5},
    '12h': {write: twelveHours, columns: 7},
    seconds: {write: withSeconds, columns: 8},
    iso: {write: dayAndTime, columns: 16},
  }[format];
  return {
    time: milliseconds => write(new Date(milliseconds)),
    timeColumns: columns,
    clock: milliseconds => clock(new Date(milliseconds)),
    day(milliseconds) {
      const date = new Date(milliseconds);
      return `${screenTexts.calendar.weekdays[date.getDay()]}, ${date.getDate()} ${screenTexts.calendar.months[date.getMonth()]} ${date.getFullYear()}`;
    },
    shortDay(milliseconds) {
      const date = new Date(milliseconds);
      return `${weekday(date)} ${dayOfMonth(date)}`;
    },
    glance(milliseconds, now) {
      const date = new Date(milliseconds);
      const days = noonsBetween(milliseconds, now);
      return days < 1 ? clock(date).trim() : days < 6.5 ? weekday(date) : dayOfMonth(date);
    },
    moment(milliseconds, now) {
      const date = new Date(milliseconds);
      const days = Math.abs(noonsBetween(now, milliseconds));
      return days < 1
        ? clock(date).trim()
        : days < 6.5
          ? `${weekday(date)} ${clock(date).trim()}`
          : dayOfMonth(date);
    },
    date: milliseconds => isoDate(new Date(milliseconds)),
    isSameDay: (a, b) => Math.abs(a - b) < DAY && new Date(a).getDate() === new Date(b).getDate(),
  };
}

/** Days between the noons of two days; about whole, since some have an hour more or less. */
function noonsBetween(from: number, to: number): number {
  return (new Date(to).setHours(12, 0, 0, 0) - new Date(from).setHours(12, 0, 0, 0)) / DAY;
}

function weekday(date: Date): string {
  return screenTexts.calendar.weekdays[date.getDay()]?.slice(0, 3) ?? '';
}

function dayOfMonth(date: Date): string {
  return `${date.getDate()} ${screenTexts.calendar.months[date.getMonth()]?.slice(0, 3)}`;
}

function hoursAndMinutes(date: Date): string {
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

function twelveHours(date: Date): string {
  const hour = date.getHours() % 12 || 12;
  return `${String(hour).padStart(2)}:${twoDigits(date.getMinutes())}${date.getHours() < 12 ? 'am' : 'pm'}`;
}

function withSeconds(date: Date): string {
  return `${hoursAndMinutes(date)}:${twoDigits(date.getSeconds())}`;
}

function dayAndTime(date: Date): string {
  return `${isoDate(date)} ${hoursAndMinutes(date)}`;
}

function isoDate(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
