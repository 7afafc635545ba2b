import {NatterError, toPlainError} from '../lib/errors.ts';
import {VERSION} from '../lib/program.ts';
import {safeText} from '../lib/text/safe-text.ts';
import {isDumbTerminal} from '../terminal/dumb.ts';
import {type Options, parseOptions, USAGE} from './options.ts';
import {readPassphraseFile} from './passphrase-file.ts';

/** Exit codes: part of the interface. */
const OK = 0;
const FAILURE = 1;
const WRONG_USAGE = 2;

/** Runs natter; the returned number is the exit code of the process. */
export async function main(): Promise<number> {
  try {
    return await run(parseOptions(process.argv.slice(2), process.env));
  } catch (error) {
    const {code, message} = toPlainError(error);
    process.stderr.write(`natter: ${safeText(message)}\n`);
    return code === 'FLAG_INVALID' || code === 'NO_TERMINAL' ? WRONG_USAGE : FAILURE;
  }
}

async function run(options: Options): Promise<number> {
  if (options.help) {
    process.stdout.write(USAGE);
    return OK;
  }
  if (options.version) {
    process.stdout.write(`natter ${VERSION}\n`);
    return OK;
  }
  if (options.headless) {
    const {headless} = await import('./headless-main.ts');
    await headless(options);
    return OK;
  }
  const isDumb = process.stdin.isTTY && process.stdout.isTTY && isDumbTerminal(process.env);
  if (options.plain || isDumb) {
    if (isDumb) {
      process.env['TERM'] = 'dumb'; // the line editor of Node takes a terminal without a name for a clever one
    }
    const {plain} = await import('./plain/main.ts');
    await plain(options);
    return OK;
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new NatterError(
      'NO_TERMINAL',
      'there is no terminal here to draw on. Start it in one, or use --plain for lines of text, --headless for scripts.',
    );
  }
  const {runInTerminal} = await import('../app/run-in-terminal.ts');
  return await runInTerminal({...options, passphrase: readPassphraseFile(process.env)}, VERSION);
}
