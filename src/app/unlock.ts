import {fromPlainError, NatterError} from '../lib/errors.ts';
import {appTexts} from '../lib/texts/app.ts';
import type {SpawnedCore} from './spawn-core.ts';

/** How often a passphrase may be tried before the program ends. */
const TRIES = 3;
const FORGOTTEN = appTexts.unlock.wrong;

/** What is asked of a core that begins. */
export type Beginning = Pick<SpawnedCore, 'begun' | 'stop'>;

export type UnlockOptions<C extends Beginning> = {
  /** Resolves with null if the user gives up. */
  readonly ask: () => Promise<string | null>;
  readonly start: (passphrase: string) => C;
  /** Waits until a core has begun or failed, with nothing that is typed meanwhile getting anywhere. */
  readonly trying: (begun: Beginning['begun']) => Beginning['begun'];
  readonly say: (text: string) => void;
};

/**
 * Asks for the passphrase until a core begins with it, three times at most. Throws `PASSPHRASE_WRONG`,
 * `PASSPHRASE_NEEDED`, and whatever else keeps a core from beginning; none is left running then.
 */
export async function unlock<C extends Beginning>({ask, start, trying, say}: UnlockOptions<C>): Promise<C> {
  for (let tries = 1; ; tries++) {
    const passphrase = await ask();
    if (passphrase === null) {
      throw new NatterError('PASSPHRASE_NEEDED', appTexts.unlock.needed);
    }
    const core = start(passphrase);
    const failure = await trying(core.begun);
    if (failure === null) {
      return core;
    }
    await core.stop().catch(() => {}); // why it could not begin is what there is to say
    const isWrong = failure.code === 'PASSPHRASE_WRONG';
    if (!isWrong || tries === TRIES) {
      throw fromPlainError(isWrong ? {code: failure.code, message: FORGOTTEN} : failure);
    }
    say(appTexts.unlock.tryAgain);
  }
}
