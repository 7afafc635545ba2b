import {existsSync, statfsSync} from 'node:fs';
import {dirname} from 'node:path';
import {type Check, failure, passed, saidBy, warning} from '../../lib/check.ts';
import {systemProblem, thisSystem} from '../../lib/native-part.ts';
import {safe, safeLine} from '../../lib/text/safe-text.ts';
import {doctorTexts} from '../../lib/texts/doctor.ts';

/** Looks at the program, at Node and at the system below it. */
export function checkSystem(version: string): readonly Check[] {
  const {platform, processor, glibc} = thisSystem();
  const problem = systemProblem({platform, processor, glibc});
  const library = glibc === null ? safe`` : doctorTexts.system.glibc(safeLine(glibc));
  const system = safe`${safeLine(platform)} ${safeLine(processor)}${library}`;
  return [
    passed('version', doctorTexts.system.versions(safeLine(version), safeLine(process.versions.node))),
    problem === null ? passed('system', system) : failure('system', safe`${system}.`, safeLine(problem)),
  ];
}

/** Looks at the clock: `newest` is when something was last written here, or 0. Wall times in milliseconds. */
export function checkClock(now: number, newest: number): Check {
  if (now < FIRST_RELEASE) {
    return failure(
      'clock',
      doctorTexts.system.clockPast(safeLine(new Date(now).toISOString().slice(0, 10))),
      doctorTexts.system.setClock,
    );
  }
  return newest > now + AHEAD
    ? warning('clock', doctorTexts.system.clockAhead, doctorTexts.system.setClockOrNtp)
    : passed('clock', safe`plausible`);
}

const FIRST_RELEASE = Date.UTC(2025, 0, 1);
/** Clocks of file systems differ a little, milliseconds. */
const AHEAD = 120_000;

/** Looks at the room on the disk of a folder, be it there or not. */
export function checkDisk(folder: string): Check {
  try {
    const {bavail, bsize} = statfsSync(existing(folder));
    return checkRoom(bavail * bsize);
  } catch (error) {
    return passed('disk', doctorTexts.system.diskUnknown, saidBy(error));
  }
}

/** The folder, or the nearest one above it that is there. */
function existing(folder: string): string {
  const parent = dirname(folder);
  return parent === folder || existsSync(folder) ? folder : existing(parent);
}

/** Looks at the room on the disk, bytes. */
export function checkRoom(free: number): Check {
  const said = doctorTexts.system.diskFree(safeLine(size(free)));
  if (free < SCARCE) {
    return failure('disk', doctorTexts.system.diskFull(said), doctorTexts.system.makeRoom);
  }
  return free < LITTLE
    ? warning('disk', doctorTexts.system.diskLow(said), doctorTexts.system.makeRoom)
    : passed('disk', said);
}

const SCARCE = 10 * 2 ** 20;
const LITTLE = 200 * 2 ** 20;

/** Bytes in a unit that people read. */
export function size(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power - 1]}`;
}
