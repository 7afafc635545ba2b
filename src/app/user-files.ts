import {type FileHandle, rm, stat} from 'node:fs/promises';
import {homedir} from 'node:os';
import {join, resolve, sep} from 'node:path';
import type {FileTarget, UserFiles} from '../commands/engine/types.ts';
import {NatterError} from '../lib/errors.ts';
import {safeLine} from '../lib/text/safe-text.ts';
import {appTexts} from '../lib/texts/app.ts';
import {systemClock} from '../lib/time/clock.ts';
import {createNewFile} from '../storage/files/new-file.ts';
import {isTaken, saveError} from '../storage/files/save-errors.ts';
import {fileName} from './file-name.ts';

/** Names of our own that are tried: the plain one, then `-2`, `-3` and so on. */
const MAX_TRIES = 1000;
/** Characters that are collected before they are written. */
const CHUNK = 64 * 1024;

export type FileSaverOptions = {
  /** Where relative paths begin. */
  readonly folder: () => string;
  /** What `~` stands for. */
  readonly home: () => string;
  /** Wall time in milliseconds: names of our own end with the date. */
  readonly now: () => number;
};

/** Files of the user of this process. */
export const userFiles: UserFiles = createUserFiles({
  folder: process.cwd,
  home: homedir,
  now: systemClock.now,
});

/** Writes files for commands. */
export function createUserFiles(options: FileSaverOptions): UserFiles {
  return {
    async save(target, content) {
      const {path, file} = await create(target, options);
      try {
        await writeAll(file, content);
      } catch (error) {
        await discard(path, file);
        throw saveError(error, path);
      }
      return safeLine(path);
    },
    async newPath(target) {
      const {path, file} = await create(target, options);
      await discard(path, file);
      return path;
    },
  };
}

type Created = {readonly path: string; readonly file: FileHandle};

async function create(target: FileTarget, options: FileSaverOptions): Promise<Created> {
  if (target.path === null) {
    return await createNamed(options.folder(), target, options);
  }
  const path = resolve(options.folder(), expandHome(target.path, options.home));
  if (await isFolder(path)) {
    return await createNamed(path, target, options);
  }
  if (target.path.endsWith('/') || target.path.endsWith(sep)) {
    throw new NatterError('FILE_UNWRITABLE', appTexts.files.noFolder(safeLine(path)));
  }
  return {path, file: await createNewFile(path)};
}

/** Only a home of one's own: `~ann` is the name of a file. */
function expandHome(path: string, home: () => string): string {
  return /^~(?=$|[/\\])/.test(path) ? home() + path.slice(1) : path;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // whatever is wrong with the path is said when the file is made
  }
}

async function createNamed(
  folder: string,
  {subject, extension}: FileTarget,
  {now}: FileSaverOptions,
): Promise<Created> {
  for (let attempt = 1; ; attempt += 1) {
    const path = join(folder, fileName({subject, extension, time: now(), attempt}));
    try {
      return {path, file: await createNewFile(path)};
    } catch (error) {
      if (attempt === MAX_TRIES || !isTaken(error)) {
        throw error;
      }
    }
  }
}

async function writeAll(file: FileHandle, content: AsyncIterable<string>): Promise<void> {
  let waiting = '';
  for await (const piece of content) {
    waiting += piece;
    if (waiting.length >= CHUNK) {
      await file.appendFile(waiting);
      waiting = '';
    }
  }
  await file.appendFile(waiting);
  await file.sync();
  await file.close();
}

/** The first failure is the one worth telling. */
async function discard(path: string, file: FileHandle): Promise<void> {
  await file.close().catch(() => {});
  await rm(path, {force: true}).catch(() => {});
}
