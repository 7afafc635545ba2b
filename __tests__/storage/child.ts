import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {afterEach} from '@jest/globals';

const children: ChildProcess[] = [];

afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
});

/** Runs a fixture in a process of its own. `line` answers its next line of output, null after the last. */
export function run(fixture: string, ...args: readonly string[]) {
  const script = join(import.meta.dirname, 'fixtures', fixture);
  const flags = ['--experimental-strip-types', '--no-warnings', '--expose-gc', script];
  const child = spawn(process.execPath, [...flags, ...args], {stdio: ['ignore', 'pipe', 'inherit']});
  children.push(child);
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  return {
    pid: child.pid,
    kill: () => kill(child),
    async line(): Promise<string | null> {
      const next = await lines.next();
      return next.done === true ? null : next.value;
    },
  };
}

/** SIGKILL; resolves when the process is gone. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
