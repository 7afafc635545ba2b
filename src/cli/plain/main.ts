import {limitOutput} from '../../app/ascii-output.ts';
import {askSecret, tryingSecret} from '../../app/ask-secret.ts';
import {demoClock} from '../../app/demo/clock.ts';
import {openCore} from '../../app/open-core.ts';
import {endWithinBound} from '../../app/process-end.ts';
import {userFiles} from '../../app/user-files.ts';
import {createClient} from '../../client/client.ts';
import type {LocalCore} from '../../core/core.ts';
import {NatterError} from '../../lib/errors.ts';
import {plainTexts} from '../../lib/texts/plain.ts';
import {systemClock} from '../../lib/time/clock.ts';
import {outputForm} from '../../terminal/charset.ts';
import {isDumbTerminal} from '../../terminal/dumb.ts';
import {escapeDelayIn} from '../../terminal/input.ts';
import {firstLines, type Options} from '../options.ts';
import {readPassphraseFile} from '../passphrase-file.ts';
import {interruption} from '../signals.ts';
import {type PlainTerminal, runPlain} from './run-plain.ts';

/** How often a passphrase may be tried. */
const TRIES = 3;

/**
 * Runs the plain mode on the streams of this process. The core runs on this thread: nothing is drawn that a commit
 * could delay, its turns are short, and what is wrong with the profile is thrown right here.
 */
export async function plain(options: Options): Promise<void> {
  const interrupted = interruption();
  const terminal: PlainTerminal = {
    input: process.stdin,
    output: process.stdout,
    isTerminal: process.stdin.isTTY && process.stdout.isTTY,
    isDumb: isDumbTerminal(process.env),
    escapeDelay: escapeDelayIn(process.env),
  };
  const client = createClient();
  if (terminal.isTerminal) {
    limitOutput(process.stdout, () => outputForm(client.state().settings.marks, process.env));
  }
  const core = await open(options, terminal);
  await runPlain({
    ...{core, client},
    terminal,
    clock: options.demo ? demoClock() : systemClock,
    firstLines: firstLines(options),
    files: userFiles,
    interrupted,
    onEnding: () => endWithinBound(1),
  });
}

/** Opens the profile; asks for its passphrase where somebody can answer, three times at most. */
async function open(options: Options, {isTerminal, isDumb}: PlainTerminal): Promise<LocalCore> {
  const {stdin: input, stdout: output, env} = process;
  try {
    return openCore({...options, passphrase: readPassphraseFile(env)});
  } catch (error) {
    if (!isTerminal || !wantsPassphrase(error)) {
      throw error;
    }
  }
  for (let tries = 1; ; tries += 1) {
    const prompt = tries === 1 ? plainTexts.start.passphraseAgain : plainTexts.start.passphrase;
    const passphrase = await askSecret(prompt, {input, output, marksPastes: !isDumb});
    if (passphrase === null) {
      throw new NatterError('PASSPHRASE_NEEDED', plainTexts.start.needsPassphrase);
    }
    try {
      return await tryingSecret({input, output}, () => openCore({...options, passphrase}));
    } catch (error) {
      if (tries === TRIES || !wantsPassphrase(error)) {
        throw error;
      }
    }
  }
}

function wantsPassphrase(error: unknown): boolean {
  return error instanceof NatterError && /^PASSPHRASE_(NEEDED|WRONG)$/.test(error.code);
}
