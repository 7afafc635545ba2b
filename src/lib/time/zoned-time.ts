const MINUTE = 60_000;

/** Minutes that local time is ahead of UTC at a moment. */
export type ZoneOffset = (milliseconds: number) => number;

/** The offset of this machine's time zone. */
export const localOffset: ZoneOffset = milliseconds => -new Date(milliseconds).getTimezoneOffset();

/** A moment in one zone, in the pieces that dates and times are put together from. */
export type ZonedTime = {
  /** `2026-01-31` */
  readonly date: string;
  /** `Saturday, 31 January 2026` */
  readonly day: string;
  /** `14:05:09` */
  readonly time: string;
  /** `+01:00` */
  readonly zone: string;
  /** RFC 3339 with milliseconds: `2026-01-31T14:05:09.123+01:00` */
  readonly stamp: string;
};

/** Writes a moment (milliseconds since 1970) as local time together with the zone that makes it unambiguous. */
export function zonedTime(milliseconds: number, offset: ZoneOffset = localOffset): ZonedTime {
  const ahead = offset(milliseconds);
  const local = new Date(milliseconds + ahead * MINUTE);
  const [date = '', clock = ''] = local.toISOString().slice(0, -1).split('T');
  const zone = writeZone(ahead);
  return {
    date,
    day: `${WEEKDAYS[local.getUTCDay()]}, ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`,
    time: clock.slice(0, 8),
    zone,
    stamp: `${date}T${clock}${zone}`,
  };
}

function writeZone(minutes: number): string {
  const sign = minutes < 0 ? '-' : '+';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${sign}${twoDigits(hours)}:${twoDigits(rest)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
