import {accessSync, chmodSync, constants, mkdtempSync, readFileSync, rmSync, statfsSync} from 'node:fs';

const MEMORY = '/dev/shm';
/** What must be free there, bytes: a container may have 64 MB. */
const ENOUGH = 2 ** 31;

/**
 * Where tests may keep their files in memory, a new folder that is gone with this process; null where there is no such
 * place. On a disk they would wait for it thousands of times, since every message is on the disk before it is told of.
 */
export function memoryFolder(): string | null {
  if (!isRoomy()) {
    return null;
  }
  const folder = mkdtempSync(`${MEMORY}/natter-tests-`);
  chmodSync(folder, 0o755); // tests start programs as other users
  process.on('exit', () => rmSync(folder, {recursive: true, force: true, maxRetries: 3}));
  return folder;
}

function isRoomy(): boolean {
  try {
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find(line => line.split(' ')[1] === MEMORY);
    const {bavail, bsize} = statfsSync(MEMORY);
    accessSync(MEMORY, constants.W_OK);
    return mount?.split(' ')[2] === 'tmpfs' && !mount.includes('noexec') && bavail * bsize > ENOUGH;
  } catch {
    return false;
  }
}
