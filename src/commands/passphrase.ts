import type {Core} from '../core/api/api.ts';
import {NatterError, toPlainError} from '../lib/errors.ts';
import {commandTexts} from '../lib/texts.ts';
import {defineCommand} from './engine/define-command.ts';
import type {Parameter, View} from './engine/types.ts';

export const passphrase = defineCommand({
  name: 'passphrase',
  parameters: [off()],
  summary: commandTexts.passphrase.summary,
  redirects: true,
  async execute({core, view}, removes) {
    const ask = asking(view);
    const isSet = await hasPassphrase(core);
    if (removes === true && !isSet) {
      view.notice(commandTexts.passphrase.none);
      return;
    }
    const current = isSet ? await ask(commandTexts.passphrase.askCurrent) : null;
    await core.perform({type: 'check-passphrase', passphrase: current});
    const next = removes === true ? null : await newPassphrase(ask);
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

type Ask = (prompt: string) => Promise<string>;

/** Throws where nobody can be asked, and when whoever is asked gives up. */
function asking(view: View): Ask {
  const {askSecret} = view;
  if (askSecret === undefined) {
    throw new NatterError('NO_TERMINAL', commandTexts.passphrase.notFromALine);
  }
  return async prompt => {
    const answer = await askSecret(prompt);
    if (answer === null) {
      throw new NatterError('PASSPHRASE_NEEDED', commandTexts.passphrase.unchanged);
    }
    return answer;
  };
}

async function newPassphrase(ask: Ask): Promise<string> {
  const next = await ask(commandTexts.passphrase.askNew);
  if (next === '') {
    throw new NatterError('PASSPHRASE_NEEDED', commandTexts.passphrase.empty);
  }
  if ((await ask(commandTexts.passphrase.askAgain)) !== next) {
    throw new NatterError('PASSPHRASE_WRONG', commandTexts.passphrase.different);
  }
  return next;
}

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
