import {lstatSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {isAbsolute, join} from 'node:path';

/** The process that owns a folder is in its name. */
const NAME = /^natter-editor-(\d+)-/;

type Environment = {readonly XDG_RUNTIME_DIR?: string | undefined};

/** A new folder that only the user may enter: in memory where the system has a place for that. */
export function makeEditorFolder(environment: Environment): string {
  const [first = tmpdir(), second = tmpdir()] = places(environment);
  const name = `natter-editor-${process.pid}-`;
  try {
    return mkdtempSync(join(first, name));
  } catch {
    return mkdtempSync(join(second, name));
  }
}

/** Removes what a natter that was killed has left of texts in editors. Never throws. */
export function clearEditorFolders(environment: Environment): void {
  for (const place of places(environment)) {
    for (const name of namesIn(place)) {
      const owner = NAME.exec(name)?.[1];
      if (owner !== undefined && !isRunning(Number(owner))) {
        removeOwn(join(place, name));
      }
    }
  }
}

function places({XDG_RUNTIME_DIR: runtime}: Environment): readonly string[] {
  return runtime !== undefined && isAbsolute(runtime) ? [runtime, tmpdir()] : [tmpdir()];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Others may have put something of that name into a folder of all. */
function removeOwn(path: string): void {
  try {
    const stats = lstatSync(path);
    if (stats.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid())) {
      rmSync(path, {recursive: true, force: true});
    }
  } catch {
    // it stays for the next start
  }
}
