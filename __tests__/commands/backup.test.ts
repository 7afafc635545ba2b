import {expect, test} from '@jest/globals';
import {runLine} from '../../src/commands/engine/run-line.ts';
import type {FileTarget, View} from '../../src/commands/engine/types.ts';
import type {Action, Core} from '../../src/core/api/api.ts';
import {snapshot} from '../support/facts.ts';

/** A view that answers in order, or where nobody can be asked. */
function setUp(answers: readonly (string | null)[] | null) {
  const asked: string[] = [];
  const told: string[] = [];
  const done: Action[] = [];
  const targets: FileTarget[] = [];
  const waiting = [...(answers ?? [])];
  const core = {
    async perform(action: Action) {
      done.push(action);
      return {bytes: 1_260_000};
    },
    query: async () => snapshot({}),
  } as unknown as Core;
  const view: View = {
    current: () => null,
    open() {},
    clear() {},
    quit() {},
    notice: text => told.push(text),
    ...(answers === null
      ? {}
      : {
          async askSecret(prompt: string) {
            asked.push(prompt);
            return waiting.shift() ?? null;
          },
        }),
  };
  const files = {
    save: () => Promise.reject(new Error('the core writes it')),
    async newPath(target: FileTarget) {
      targets.push(target);
      return '/home/ann/here.backup';
    },
  };
  return {asked, told, done, targets, run: (line: string) => runLine(line, {core, view, files})};
}

test('asks for a passphrase twice, and says where it is', async () => {
  const {asked, told, done, targets, run} = setUp(['pony', 'pony']);
  await run('/backup "my files/"');
  expect(targets).toEqual([{path: 'my files/', subject: 'ann', extension: 'backup'}]);
  expect(asked).toEqual(['Passphrase for this backup', 'The same again']);
  expect(done).toEqual([{type: 'back-up', path: '/home/ann/here.backup', passphrase: 'pony'}]);
  expect(told).toEqual([
    'Saving to /home/ann/here.backup …',
    'Saved to /home/ann/here.backup (1.3 MB). To bring it back: natter restore and this file.',
  ]);
});

test.each([
  ['gives up', [null], 'PASSPHRASE_NEEDED'],
  ['enters none', [''], 'PASSPHRASE_NEEDED'],
  ['enters two that differ', ['pony', 'poney'], 'PASSPHRASE_WRONG'],
  ['cannot be asked', null, 'NO_TERMINAL'],
] as const)('saves nothing for whoever %s', async (_who, answers, code) => {
  const {done, run} = setUp(answers);
  await expect(run('/backup')).rejects.toMatchObject({code});
  expect(done).toEqual([]);
});
