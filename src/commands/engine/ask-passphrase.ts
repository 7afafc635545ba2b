import {NatterError} from '../../lib/errors.ts';
import type {View} from './types.ts';

/** What is said on the way. */
export type AskTexts = {
  readonly notFromALine: string;
  /** The user cancelled. */
  readonly unchanged: string;
};

export type NewPassphraseTexts = {
  readonly askNew: string;
  readonly askAgain: string;
  readonly empty: string;
  readonly different: string;
};

type Ask = (prompt: string) => Promise<string>;

/** Asks for passphrases. Throws `NO_TERMINAL` where nobody can be asked, `PASSPHRASE_NEEDED` when whoever is asked gives up. */
export function asking({askSecret}: Pick<View, 'askSecret'>, texts: AskTexts): Ask {
  if (askSecret === undefined) {
    throw new NatterError('NO_TERMINAL', texts.notFromALine);
  }
  return async prompt => {
    const answer = await askSecret(prompt);
    if (answer === null) {
      throw new NatterError('PASSPHRASE_NEEDED', texts.unchanged);
    }
    return answer;
  };
}

/** Asks for a new passphrase, twice. Throws `PASSPHRASE_NEEDED` for an empty one, `PASSPHRASE_WRONG` for two that differ. */
export async function newPassphrase(ask: Ask, texts: NewPassphraseTexts): Promise<string> {
  const next = await ask(texts.askNew);
  if (next === '') {
    throw new NatterError('PASSPHRASE_NEEDED', texts.empty);
  }
  if ((await ask(texts.askAgain)) !== next) {
    throw new NatterError('PASSPHRASE_WRONG', texts.different);
  }
  return next;
}
