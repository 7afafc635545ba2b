import {describe, expect, test} from '@jest/globals';
import {runLine} from '../../src/commands/engine/run-line.ts';
import type {View} from '../../src/commands/engine/types.ts';
import type {Action, Core} from '../../src/core/api/api.ts';
import {NatterError} from '../../src/lib/errors.ts';

/** A core with a passphrase, or null for none; a view that answers in order. */
function setUp(set: string | null, answers: readonly (string | null)[], more: Partial<View> = {}) {
  const asked: string[] = [];
  const told: string[] = [];
  const changed: Action[] = [];
  const waiting = [...answers];
  const core = {
    async perform(action: Action) {
      if (action.type === 'check-passphrase' && action.passphrase !== set && set !== null) {
        throw action.passphrase === null
          ? new NatterError('PASSPHRASE_NEEDED', 'It has one.')
          : new NatterError('PASSPHRASE_WRONG', 'That is not it.');
      }
      if (action.type === 'change-passphrase') {
        changed.push(action);
      }
      return null;
    },
  } as unknown as Core;
  const view: View = {
    current: () => null,
    open: () => {},
    clear: () => {},
    quit: () => {},
    notice: text => told.push(text),
    async askSecret(prompt) {
      asked.push(prompt);
      return waiting.shift() ?? null;
    },
    lock: () => told.push('locked'),
    ...more,
  };
  const none = () => Promise.reject(new Error('no file is written here'));
  const run = (line: string) => runLine(line, {core, view, files: {save: none, newPath: none}});
  return {asked, told, changed, run};
}

describe('/passphrase', () => {
  test('sets one that is entered twice', async () => {
    const {asked, told, changed, run} = setUp(null, ['new', 'new']);
    await run('/passphrase');
    expect(asked).toEqual(['A new passphrase', 'The new passphrase again']);
    expect(changed).toEqual([{type: 'change-passphrase', current: null, next: 'new'}]);
    expect(told).toEqual(['The passphrase is set. Without it no one can open this profile, not even you.']);
  });

  test('changes and removes one only for whoever knows it', async () => {
    const {changed, run} = setUp('old', ['old', 'new', 'new', 'old']);
    await run('/passphrase');
    await run('/passphrase off');
    expect(changed).toEqual([
      {type: 'change-passphrase', current: 'old', next: 'new'},
      {type: 'change-passphrase', current: 'old', next: null},
    ]);
  });

  test.each([
    ['the wrong one', 'old', ['wrong'], 'PASSPHRASE_WRONG'],
    ['nothing', 'old', [null], 'PASSPHRASE_NEEDED'],
    ['two that differ', null, ['one', 'two'], 'PASSPHRASE_WRONG'],
    ['an empty one', null, [''], 'PASSPHRASE_NEEDED'],
  ] as const)('with %s changes nothing', async (_, set, answers, code) => {
    const {changed, run} = setUp(set, answers);
    await expect(run('/passphrase')).rejects.toMatchObject({code});
    expect(changed).toEqual([]);
  });

  test('never takes one from the line', async () => {
    const {asked, run} = setUp(null, []);
    await expect(run('/passphrase secret')).rejects.toMatchObject({code: 'COMMAND_USAGE'});
    expect(asked).toEqual([]);
  });

  test('says what to do where nobody can be asked', async () => {
    const core = {perform: () => Promise.resolve(null)} as unknown as Core;
    const view: View = {current: () => null, open() {}, clear() {}, quit() {}, notice() {}};
    const none = () => Promise.reject(new Error('no file is written here'));
    await expect(
      runLine('/passphrase', {core, view, files: {save: none, newPath: none}}),
    ).rejects.toMatchObject({code: 'NO_TERMINAL'});
    await expect(runLine('/lock', {core, view, files: {save: none, newPath: none}})).rejects.toMatchObject({
      code: 'NO_TERMINAL',
    });
  });
});

describe('/lock', () => {
  test('needs a passphrase', async () => {
    const {told, run} = setUp(null, []);
    await expect(run('/lock')).rejects.toMatchObject({code: 'PASSPHRASE_NEEDED'});
    expect(told).toEqual([]);
  });

  test('locks', async () => {
    const {told, run} = setUp('old', []);
    await run('/lock');
    expect(told).toEqual(['locked']);
  });
});
