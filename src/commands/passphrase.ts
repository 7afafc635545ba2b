import type {Core} from '../core/api/api.ts';
import {NatterError, toPlainError} from '../lib/errors.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {asking, newPassphrase} from './engine/ask-passphrase.ts';
import {defineCommand} from './engine/define-command.ts';
import type {Parameter} from './engine/types.ts';

export const passphrase = defineCommand({
  name: 'passphrase',
  parameters: [off()],
  summary: commandTexts.passphrase.summary,
  redirects: true,
  async execute({core, view}, removes) {
    const ask = asking(view, commandTexts.passphrase);
    const isSet = await hasPassphrase(core);
    if (removes === true && !isSet) {
      view.notice(commandTexts.passphrase.none);
      return;
    }
    const current = isSet ? await ask(commandTexts.passphrase.askCurrent) : null;
    await core.perform({type: 'check-passphrase', passphrase: current});
    const next = removes === true ? null : await newPassphrase(ask, commandTexts.passphrase);
    await core.perform({type: 'change-passphrase', current, next});
    view.notice(next === null ? commandTexts.passphrase.removed : commandTexts.passphrase.set);
  },
});

export const lock = defineCommand({
  name: 'lock',
  parameters: [],
  summary: commandTexts.lock.summary,
  redirects: true,
  async execute({core, view}) {
    if (view.lock === undefined) {
      throw new NatterError('NO_TERMINAL', commandTexts.lock.onlyScreen);
    }
    if (!(await hasPassphrase(core))) {
      throw new NatterError('PASSPHRASE_NEEDED', commandTexts.lock.noPassphrase);
    }
    view.lock();
  },
});

/** Without one, no passphrase is the right one. */
async function hasPassphrase(core: Core): Promise<boolean> {
  try {
    await core.perform({type: 'check-passphrase', passphrase: null});
    return false;
  } catch (error) {
    if (toPlainError(error).code === 'PASSPHRASE_NEEDED') {
      return true;
    }
    throw error;
  }
}

function off(): Parameter<true | null> {
  const parse = (word: string) => {
    if (word.toLowerCase() !== 'off') {
      throw new NatterError('COMMAND_USAGE', commandTexts.passphrase.usage);
    }
    return true as const;
  };
  return {name: 'off', optional: true, rest: true, completes: 'none', choices: () => ['off'], parse};
}
