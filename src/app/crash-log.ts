import {closeSync, constants, fstatSync, ftruncateSync, openSync, writeFileSync} from 'node:fs';
import {onInternalError} from '../lib/errors.ts';
import {type SafeText, safeLine, safeText} from '../lib/text/safe-text.ts';
import {appTexts} from '../lib/texts/app.ts';

/** Nothing is written through a symbolic link. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
/** A log that is longer begins anew, bytes. */
const MAX_LOG = 256 * 1024;
/** One error takes at most so much, in UTF-16 units: a stack and its causes. */
const MAX_ENTRY = 16 * 1024;
const MAX_MESSAGE = 300;
const MAX_CAUSES = 8;

/** Where and as what a crash is written down. */
export type CrashLog = {
  /** The log file, or null if there is no place for one. */
  readonly file: string | null;
  readonly version: string;
  readonly now: () => number;
};

/** Writes down every error of this thread that is natter's own fault; whoever is told of it is told where. */
export function keepCrashLog(log: CrashLog): void {
  onInternalError(error => writeLog(error, log));
}

/** Writes an error with its stack into the log file and tells what to say about it. Never throws. */
export function reportCrash(error: unknown, log: CrashLog): SafeText {
  const message = safeLine(error instanceof Error ? error.message : String(error));
  const file = writeLog(error, log);
  const head = appTexts.crash.stopped(message);
  return file === null ? head : appTexts.crash.details(head, file);
}

/** Drawing failures recorded in one run; each kind once. */
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
  const details = safeText(describe(error).slice(0, MAX_ENTRY));
  const head = `${new Date(now()).toISOString()} natter ${version}, Node ${process.version}, ${process.platform} ${process.arch}`;
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
    if (fstatSync(descriptor).size + text.length > MAX_LOG) {
      ftruncateSync(descriptor);
    }
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

/** An error with its stack, then what caused it. */
function describe(error: unknown): string {
  const parts: string[] = [];
  for (let cause = error, depth = 0; cause !== undefined && depth < MAX_CAUSES; depth++) {
    parts.push(`${depth === 0 ? '' : 'Caused by: '}${describeOne(cause)}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return parts.join('\n');
}

function describeOne(error: unknown): string {
  if (!(error instanceof Error)) {
    return withoutSecrets(String(error));
  }
  const code = 'code' in error ? ` [${String(error.code)}]` : '';
  return `${error.name}${code}: ${withoutSecrets(error.message)}${framesOf(error)}`;
}

/** The message stands at the head of a stack, and may have lines that look like its frames. */
function framesOf({stack = '', message}: Error): string {
  const at = stack.indexOf(message);
  const frames = (at < 0 ? stack : stack.slice(at + message.length)).split('\n');
  return frames
    .filter(line => /^ {4}at /.test(line))
    .map(line => `\n${line}`)
    .join('');
}

/** Errors of Node and of libraries quote what they were given, which may be what somebody wrote, or a key. */
function withoutSecrets(message: string): string {
  return message
    .replace(/(["'`])(?:(?!\1).){16,}\1/gsu, '$1…$1')
    .replace(/[\da-f]{32,}/gi, '…')
    .replace(/[\w+/-]{43,}={0,2}/g, '…')
    .slice(0, MAX_MESSAGE);
}
