import {spawnSync} from 'node:child_process';
import {closeSync, mkdirSync, openSync, rmSync, writeSync} from 'node:fs';
import {join} from 'node:path';

/** A small disk of its own. */
export type SmallDisk = {
  readonly folder: string;
  /** Leaves not one byte free. */
  readonly fill: () => void;
  /** Makes room again. */
  readonly empty: () => void;
  readonly remove: () => void;
};

const PIECE = 4096;

/** Why no disk can be made here, or null. */
export function noSmallDisk(): string | null {
  return process.platform === 'linux' && process.getuid?.() === 0
    ? null
    : 'a small disk (tmpfs) needs Linux and root';
}

/** Mounts a disk of so many bytes on a folder. Throws if the machine does not allow it. */
export function mountSmallDisk(folder: string, bytes: number): SmallDisk {
  mkdirSync(folder, {recursive: true, mode: 0o700});
  const {status, stderr} = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${bytes},mode=0700`, 'tmpfs', folder],
    {encoding: 'utf8'},
  );
  if (status !== 0) {
    throw new Error(`cannot mount a disk on ${folder}: ${stderr}`);
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => fill(filler),
    empty: () => rmSync(filler, {force: true}),
    remove: () => void spawnSync('umount', ['-l', folder]),
  };
}

function fill(path: string): void {
  const file = openSync(path, 'a');
  const piece = Buffer.alloc(PIECE);
  try {
    for (;;) {
      writeSync(file, piece);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') {
      throw error;
    }
  } finally {
    closeSync(file);
  }
}
