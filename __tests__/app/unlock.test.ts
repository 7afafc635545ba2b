import {expect, test} from '@jest/globals';
import {unlock} from '../../src/app/unlock.ts';
import type {PlainError} from '../../src/core/api/api.ts';
import {NatterError} from '../../src/lib/errors.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';

const wrong: PlainError = {code: 'PASSPHRASE_WRONG', message: safeText('That is not it.')};
const taken: PlainError = {code: 'PORT_TAKEN', message: safeText('Port 4242 is taken.')};

/** Tries to unlock: what is typed in turn, and how the core of each try begins. */
async function attempt(typed: readonly (string | null)[], outcomes: readonly (PlainError | null)[]) {
  const log: string[] = [];
  const answers = [...typed];
  const begins = [...outcomes];
  const result = await unlock({
    ask: async () => answers.shift() ?? null,
    start(passphrase) {
      log.push(`start ${passphrase}`);
      return {
        begun: Promise.resolve(begins.shift() ?? null),
        async stop() {
          log.push(`stop ${passphrase}`);
          throw new NatterError('PROFILE_UNWRITABLE', 'It does not stop in order either.');
        },
      };
    },
    trying: async begun => {
      log.push('trying');
      return await begun;
    },
    say: text => log.push(text),
  }).then(
    () => 'open',
    error => (error instanceof NatterError ? error.code : error),
  );
  return {log, result};
}

test('takes the core that the passphrase opens, and lets it run', async () => {
  expect(await attempt(['no', 'yes'], [wrong, null])).toEqual({
    log: ['start no', 'trying', 'stop no', 'Wrong passphrase.\n', 'start yes', 'trying'],
    result: 'open',
  });
});

test('no core is left running by a passphrase that is wrong three times', async () => {
  expect(await attempt(['a', 'b', 'c'], [wrong, wrong, wrong])).toEqual({
    log: [
      'start a',
      'trying',
      'stop a',
      'Wrong passphrase.\n',
      'start b',
      'trying',
      'stop b',
      'Wrong passphrase.\n',
      'start c',
      'trying',
      'stop c',
    ],
    result: 'PASSPHRASE_WRONG',
  });
});

test('nor by what else is wrong', async () => {
  expect(await attempt(['yes'], [taken])).toEqual({
    log: ['start yes', 'trying', 'stop yes'],
    result: 'PORT_TAKEN',
  });
});

test('who types nothing starts nothing', async () => {
  expect(await attempt([null], [])).toEqual({log: [], result: 'PASSPHRASE_NEEDED'});
});
