import {afterEach, expect, test} from '@jest/globals';
import {type SpawnedCore, spawnCore, type WorkerFlags} from '../../src/app/spawn-core.ts';
import type {CoreEvent} from '../../src/core/api/api.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {snapshot} from '../support/facts.ts';

const flags: WorkerFlags = {
  version: '1.2.3',
  profile: undefined,
  name: undefined,
  port: undefined,
  host: undefined,
  requests: undefined,
  log: undefined,
  passphrase: null,
};
const cores: SpawnedCore[] = [];

afterEach(async () => {
  await Promise.allSettled(cores.splice(0).map(core => core.stop()));
});

/** Starts a worker that says these events at once and gives one answer to whatever it is asked; it never ends by itself. */
function start(events: readonly CoreEvent[], answer: object = {type: 'result'}): SpawnedCore {
  const source = `
    import {parentPort} from 'node:worker_threads';
    parentPort.postMessage({type: 'events', events: ${JSON.stringify(events)}});
    parentPort.on('message', ({id}) => parentPort.postMessage({id, ...${JSON.stringify(answer)}}));
  `;
  const core = spawnCore(new URL(`data:text/javascript,${encodeURIComponent(source)}`), flags);
  cores.push(core);
  return core;
}

const ready: CoreEvent = {type: 'ready', snapshot: snapshot()};
const notice: CoreEvent = {type: 'notice', text: safeText('Port 4242 is taken.'), conversation: null};

/** The first events that a listener is told. */
const heard = (core: SpawnedCore) =>
  new Promise<readonly CoreEvent[]>(resolve => {
    const end = core.subscribe(events => {
      end();
      resolve(events);
    });
  });

test('whoever waits for the beginning takes no event from those who listen later', async () => {
  const core = start([notice, ready]);
  expect(await core.begun).toBeNull();
  expect(await heard(core)).toEqual([notice, ready]);
});

test('tells why it could not begin', async () => {
  const error = {code: 'PORT_TAKEN', message: safeText('Port 4242 is taken.')} as const;
  expect(await start([{type: 'stopped', error}]).begun).toEqual(error);
});

test('tells why its thread could not even be read, with the code it had there', async () => {
  const source = `
    class NatterError extends Error {}
    throw Object.assign(new NatterError('glibc is too old.'), {name: 'NatterError', code: 'UNSUPPORTED_SYSTEM'});
  `;
  const core = spawnCore(new URL(`data:text/javascript,${encodeURIComponent(source)}`), flags);
  cores.push(core);
  expect(await core.begun).toEqual({code: 'UNSUPPORTED_SYSTEM', message: 'glibc is too old.'});
});

test('a core that cannot stop in order is ended all the same', async () => {
  const core = start([ready], {
    type: 'error',
    code: 'PROFILE_UNWRITABLE',
    message: 'Cannot remove lock.json.',
  });
  await core.begun;
  await expect(core.stop()).rejects.toThrow('Cannot remove lock.json.');
  await expect(core.query({type: 'snapshot'})).rejects.toThrow('The core has ended.');
});
