import {expect, test} from '@jest/globals';
import {createSteadyCore, type ScreenCore, TRIES} from '../../../src/app/daemon/steady-core.ts';
import type {NumberedEvent} from '../../../src/core/api/api.ts';
import {createEmitter} from '../../../src/lib/emitter.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {manualClock} from '../../support/manual-clock.ts';

/** A core that answers a question with its name, and can be let die. */
function namedCore(name: string) {
  const emitter = createEmitter<readonly NumberedEvent[]>();
  const calls: string[] = [];
  const core = {
    perform: async () => name,
    query: async () => name,
    subscribe: emitter.subscribe,
    stop: async () => void calls.push('stop'),
    end: () => void calls.push('end'),
  } as unknown as ScreenCore;
  const stopped = (code: string | null) => {
    const error = code === null ? null : {code, message: safeText('natter in the background has ended.')};
    emitter.emit([{type: 'stopped', error} as NumberedEvent]);
  };
  return {core, calls, stopped, emit: emitter.emit};
}

const settle = async () => {
  for (let round = 0; round < 20; round++) {
    await new Promise(setImmediate);
  }
};

function start(replacements: readonly (ScreenCore | NatterError | null)[]) {
  const clock = manualClock(0);
  const first = namedCore('first');
  let asked = 0;
  const steady = createSteadyCore({
    first: first.core,
    async again() {
      const next = replacements[asked++] ?? null;
      if (next instanceof NatterError) {
        throw next;
      }
      return next;
    },
    clock,
  });
  const seen: string[] = [];
  steady.subscribe(events => {
    for (const event of events) {
      seen.push(
        event.type === 'notice'
          ? event.text
          : event.type === 'stopped'
            ? `stopped ${event.error?.code}`
            : event.type,
      );
    }
  });
  const ask = () => steady.query({type: 'drafts'}) as unknown as Promise<string>;
  return {clock, first, steady, seen, ask, asked: () => asked};
}

test('another core takes the place of one that died, and the screen is told', async () => {
  const second = namedCore('second');
  const {clock, first, seen, ask} = start([null, second.core]);
  expect(await ask()).toBe('first');
  first.stopped('CORE_GONE');
  clock.advance(0);
  await settle();
  const answer = ask(); // it waits for the next one
  clock.advance(500);
  await settle();
  expect(await answer).toBe('second');
  second.emit([{type: 'ready'} as NumberedEvent]);
  first.emit([{type: 'ready'} as NumberedEvent]); // nobody listens to the dead
  expect(seen).toEqual([
    'natter in the background has ended. Starting it again …',
    'natter is running again.',
    'ready',
  ]);
});

test('five tries in ten seconds, then it is said that there is none', async () => {
  const {clock, first, seen, ask, asked} = start([]);
  first.stopped('CORE_GONE');
  for (let time = 0; time < 12_000; time += 500) {
    await settle();
    clock.advance(500);
  }
  await settle();
  expect([asked(), TRIES.length]).toEqual([5, 5]);
  expect(seen.at(-1)).toBe('stopped CORE_GONE');
  await expect(ask()).rejects.toBeInstanceOf(NatterError);
});

test('one that would wait for a passphrase is not tried again', async () => {
  const {clock, first, seen, asked, ask} = start([
    new NatterError('PASSPHRASE_NEEDED', 'Start natter once more and enter the passphrase.'),
  ]);
  first.stopped('CORE_GONE');
  clock.advance(0);
  await settle();
  clock.advance(12_000);
  await settle();
  expect([asked(), seen.at(-1)]).toEqual([1, 'stopped PASSPHRASE_NEEDED']);
  await expect(ask()).rejects.toMatchObject({
    message: 'natter in the background has ended. Start natter once more and enter the passphrase.',
  });
});

test('one that ended for all is not started again', async () => {
  const {clock, first, seen, asked} = start([]);
  first.stopped(null);
  clock.advance(10_000);
  await settle();
  expect([seen, asked()]).toEqual([['stopped undefined'], 0]);
});

test('a screen that leaves starts nothing; who ends it ends the one that is there now', async () => {
  const {clock, first, steady, asked} = start([]);
  steady.end?.();
  await steady.stop();
  first.stopped('CORE_GONE');
  clock.advance(10_000);
  await settle();
  expect([first.calls, asked()]).toEqual([['end', 'stop'], 0]);
});

test('what it says itself goes on with the numbers of the core that is gone; a new one begins with its own', async () => {
  const second = namedCore('second');
  const {clock, first, steady} = start([second.core]);
  const numbers: [string, number][] = [];
  steady.subscribe(events =>
    numbers.push(...events.map(({type, sequence}) => [type, sequence] as [string, number])),
  );
  const settings = (sequence: number) => ({type: 'settings-changed', sequence}) as NumberedEvent;
  first.emit([settings(6), settings(7)]);
  first.stopped('CORE_GONE');
  clock.advance(0);
  await settle();
  second.emit([settings(1)]);
  expect(numbers).toEqual([
    ['settings-changed', 6],
    ['settings-changed', 7],
    ['notice', 8],
    ['notice', 9],
    ['settings-changed', 1],
  ]);
});
