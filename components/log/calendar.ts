/** How points in time are written. */
export type Calendar = {
  /** Hours and minutes, five columns. */
  readonly time: (milliseconds: number) => string;
  readonly day: (milliseconds: number) => string;
  readonly isSameDay: (a: number, b: number) => boolean;
};

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const DAY = 86_400_000;

/** The calendar of this machine's time zone. Written by hand: the locale's takes 10 ms to load. */
export const localCalendar: Calendar = {
  time(milliseconds) {
    const date = new Date(milliseconds);
    return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
  },
  day(milliseconds) {
    const date = new Date(milliseconds);
    return `${WEEKDAYS[date.getDay()]}, ${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`;
  },
  isSameDay: (a, b) => Math.abs(a - b) < DAY && new Date(a).getDate() === new Date(b).getDate(),
};

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
