import {expect, test} from '@jest/globals';
import {createDevLoop} from '../../scripts/dev-loop.mjs';

/** A loop whose builds and programs do nothing until they are told to; what happened, in order. */
function setUp() {
  const happened: string[] = [];
  let finishBuild = (_isGood: boolean) => {};
  let exit = (_code: number) => {};
  const loop = createDevLoop({
    build() {
      happened.push('build');
      return new Promise(resolve => {
        finishBuild = resolve;
      });
    },
    start() {
      happened.push('start');
      const {promise, resolve} = Promise.withResolvers<number>();
      exit = resolve;
      return {
        ended: promise,
        end() {
          happened.push('end');
          resolve(143);
        },
      };
    },
    say: text => void happened.push(text),
  });
  const settle = () => new Promise(setImmediate);
  return {
    happened,
    loop,
    settle,
    async built(isGood = true) {
      finishBuild(isGood);
      await settle();
    },
    exit: (code: number) => exit(code),
  };
}

test('a program that ends by itself ends the loop with its code', async () => {
  const {happened, loop, built, exit} = setUp();
  const ended = loop.run();
  await built();
  exit(3);
  expect(await ended).toBe(3);
  expect(happened).toEqual(['build', 'start']);
});

test('it can be asked to end, which says whether anything runs', async () => {
  const {happened, loop, built} = setUp();
  const ended = loop.run();
  expect(loop.end()).toBe(false);
  await built();
  expect(loop.end()).toBe(true);
  expect(await ended).toBe(143);
  expect(happened).toEqual(['build', 'start', 'end']);
});

test('a change ends the program, builds and starts it again', async () => {
  const {happened, loop, built, exit, settle} = setUp();
  const ended = loop.run();
  await built();
  loop.noteChange();
  await settle();
  await built();
  exit(0);
  expect(await ended).toBe(0);
  expect(happened).toEqual(['build', 'start', 'end', 'build', 'start']);
});

test('changes during a build lead to one more, and nothing stale is started', async () => {
  const {happened, loop, built, exit} = setUp();
  const ended = loop.run();
  loop.noteChange();
  loop.noteChange();
  await built();
  await built();
  exit(0);
  await ended;
  expect(happened).toEqual(['build', 'build', 'start']);
});

test('after a build that failed it waits for a change, also one that came meanwhile', async () => {
  const {happened, loop, built, exit, settle} = setUp();
  const ended = loop.run();
  await built(false);
  expect(happened).toEqual(['build', 'Waiting for a change …']);
  loop.noteChange();
  await settle();
  loop.noteChange();
  await built(false);
  await built();
  exit(0);
  await ended;
  expect(happened.filter(what => what !== 'Waiting for a change …')).toEqual([
    ...['build', 'build', 'build', 'start'],
  ]);
});
