import {closeSync, fdatasyncSync, openSync, writeSync} from 'node:fs';
import {statfs} from 'node:fs/promises';
import {arch, availableParallelism, cpus, loadavg, platform, release, totalmem} from 'node:os';
import {join} from 'node:path';
import {median} from './statistics.ts';

/** What the figures were measured on. */
export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** The kind of file system under the databases, as a number of the kernel's or its name. */
  readonly fileSystem: string;
  /** Median time to write 4 KiB and have it on the disk, microseconds: the floor of every commit. */
  readonly syncMicroseconds: number;
  /** Processes that wanted a core during the last minute, before the run began. */
  readonly load: number;
};

/** Magic numbers of statfs(2) that people know by name. */
const FILE_SYSTEMS = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x01021994, 'tmpfs'],
  [0x794c7630, 'overlayfs'],
  [0x2fc12fc1, 'zfs'],
]);

const PROBES = 50;
const PROBE_BYTES = 4096;

/** Describes this machine; writes a small file into the folder to see how fast its disk is. */
export async function describeMachine(folder: string): Promise<Machine> {
  const {type} = await statfs(folder);
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    fileSystem: FILE_SYSTEMS.get(type) ?? `0x${type.toString(16)}`,
    syncMicroseconds: probeSync(join(folder, 'probe')),
    load: loadavg()[0] ?? 0,
  };
}

function probeSync(path: string): number {
  const file = openSync(path, 'w');
  const block = Buffer.alloc(PROBE_BYTES);
  const times = Array.from({length: PROBES}, () => {
    const begin = performance.now();
    writeSync(file, block);
    fdatasyncSync(file);
    return (performance.now() - begin) * 1000;
  });
  closeSync(file);
  return median(times);
}
