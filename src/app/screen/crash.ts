import {appendFileSync, closeSync, constants, openSync} from 'node:fs';
import {type SafeText, safe, safeLine, safeText} from '../../lib/text/safe-text.ts';

/** Nothing is written through a symbolic link. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** Where and as what a crash is written down. */
export type CrashLog = {
  /** The log file, or null if there is no place for one. */
  readonly file: string | null;
  readonly version: string;
  readonly now: () => number;
};

/** Writes an error with its stack into the log file and tells what to say about it. Never throws. */
export function reportCrash(error: unknown, log: CrashLog): SafeText {
  const message = safeLine(error instanceof Error ? error.message : String(error));
  const head = safe`natter had to stop: ${message}`;
  const file = writeLog(error, log);
  return file === null ? head : safe`${head}\nDetails are in ${file}`;
}

/** So many failures to draw are written down in one run; each kind once. */
const MOST_DRAW_FAILURES = 20;

/** Writes failures that the screen survives into the log file: each kind once. Never throws. */
export function createDrawFailureLog(log: CrashLog): (error: unknown) => void {
  const known = new Set<string>();
  return error => {
    const kind = String(error);
    if (known.size < MOST_DRAW_FAILURES && !known.has(kind)) {
      known.add(kind);
      writeLog(error, log);
    }
  };
}

/** What is written is safe to read on a terminal, and only for the owner. */
function writeLog(error: unknown, {file, version, now}: CrashLog): SafeText | null {
  if (file === null) {
    return null;
  }
  const details = safeText(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const head = `${new Date(now()).toISOString()} natter ${version}, Node ${process.version}`;
  try {
    append(file, `${head}\n${details}\n`);
    return safeLine(file);
  } catch {
    return null; // a full disk must not hide the error itself
  }
}

function append(file: string, text: string): void {
  const descriptor = openSync(file, APPEND, 0o600);
  try {
    appendFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}
