import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {afterEach, expect, jest, test} from '@jest/globals';

jest.setTimeout(30_000);

const MODULE = new URL('../../src/app/process-end.ts', import.meta.url).href;
const running = new Set<ReturnType<typeof spawn>>();

afterEach(() => {
  for (const child of running) {
    child.kill('SIGKILL');
  }
});

/** A process that waits for ever once it was asked to end; resolves when it has said that it listens. */
async function startHanging(more = ''): Promise<ReturnType<typeof spawn>> {
  const source = `
    import {onEndSignal} from ${JSON.stringify(MODULE)};
    import {Worker} from 'node:worker_threads';
    onEndSignal(code => console.log('asked', code));
    setInterval(() => {}, 1000);
    ${more}
    console.log('listening');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  await said(child, 'listening');
  return child;
}

function said(child: ReturnType<typeof spawn>, what: string): Promise<void> {
  return new Promise(resolve => {
    child.stdout?.setEncoding('utf8').on('data', text => {
      if (String(text).includes(what)) {
        resolve();
      }
    });
  });
}

/** All at once: each takes the three seconds that an end may take. */
test('after a signal the process ends, whatever it waits for', async () => {
  const signals = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const;
  const children = await Promise.all(signals.map(() => startHanging()));
  const ends = children.map(child => once(child, 'exit'));
  for (const [index, child] of children.entries()) {
    child.kill(signals[index]);
  }
  expect(await Promise.all(ends)).toEqual([
    [143, null],
    [129, null],
    [130, null],
    [131, null],
  ]);
});

test('a second signal kills at once', async () => {
  const child = await startHanging();
  child.kill('SIGTERM');
  await said(child, 'asked 143');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
});

test('a thread that cannot be ended keeps nothing alive', async () => {
  const busy = `
    require('node:worker_threads').parentPort.postMessage('here');
    require('node:child_process').spawnSync('sleep', ['10']);`;
  const child = await startHanging(`
    const worker = new Worker(${JSON.stringify(busy)}, {eval: true, execArgv: []});
    await new Promise(resolve => worker.once('message', resolve));`);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
});
