import type {Core} from '../core/api/api.ts';
import {NatterError, toPlainError} from '../lib/errors.ts';
import {safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import type {Parameter, View} from './engine/types.ts';

export const passphrase = defineCommand({
  name: 'passphrase',
  parameters: [off()],
  summary: 'Sets or changes your passphrase; off removes it',
  redirects: true,
  async execute({core, view}, removes) {
    const ask = asking(view);
    const isSet = await hasPassphrase(core);
    if (removes === true && !isSet) {
      view.notice(safe`There is no passphrase.`);
      return;
    }
    const current = isSet ? await ask('Your passphrase now') : null;
    await core.perform({type: 'check-passphrase', passphrase: current});
    const next = removes === true ? null : await newPassphrase(ask);
    await core.perform({type: 'change-passphrase', current, next});
    view.notice(
      next === null
        ? safe`The passphrase is removed: whoever has this profile can open it.`
        : safe`The passphrase is set. Without it nobody can open this profile, nor can you.`,
    );
  },
});

export const lock = defineCommand({
  name: 'lock',
  parameters: [],
  summary: 'Blanks the screen until you enter your passphrase',
  redirects: true,
  async execute({core, view}) {
    if (view.lock === undefined) {
      throw new NatterError(
        'NO_TERMINAL',
        'Only the screen can be locked. Start natter without --headless or --plain.',
      );
    }
    if (!(await hasPassphrase(core))) {
      throw new NatterError(
        'PASSPHRASE_NEEDED',
        'There is no passphrase to unlock with. Set one first: /passphrase',
      );
    }
    view.lock();
  },
});

type Ask = (prompt: string) => Promise<string>;

/** Throws where nobody can be asked, and when whoever is asked gives up. */
function asking(view: View): Ask {
  const {askSecret} = view;
  if (askSecret === undefined) {
    throw new NatterError(
      'NO_TERMINAL',
      'A passphrase is never read from a line. Start natter in a terminal, without --headless, and say /passphrase there.',
    );
  }
  return async prompt => {
    const answer = await askSecret(prompt);
    if (answer === null) {
      throw new NatterError('PASSPHRASE_NEEDED', 'Nothing was changed.');
    }
    return answer;
  };
}

async function newPassphrase(ask: Ask): Promise<string> {
  const next = await ask('The new passphrase');
  if (next === '') {
    throw new NatterError('PASSPHRASE_NEEDED', 'An empty passphrase protects nothing. Nothing was changed.');
  }
  if ((await ask('The new one once more')) !== next) {
    throw new NatterError('PASSPHRASE_WRONG', 'The two were not the same. Nothing was changed.');
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
      throw new NatterError(
        'COMMAND_USAGE',
        'Say /passphrase alone: it asks. A passphrase never stands in a line.',
      );
    }
    return true as const;
  };
  return {name: 'off', optional: true, rest: true, completes: 'none', choices: () => ['off'], parse};
}
