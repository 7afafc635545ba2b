import {isatty} from 'node:tty';
import {keepCrashLog} from '../app/crash-log.ts';
import {crashLogFile} from '../app/profile-folder.ts';
import {type ErrorCode, NatterError, toPlainError} from '../lib/errors.ts';
import {VERSION} from '../lib/program.ts';
import {safeText} from '../lib/text/safe-text.ts';
import {cliTexts} from '../lib/texts/cli.ts';
import {systemClock} from '../lib/time/clock.ts';
import {isDumbTerminal} from '../terminal/dumb.ts';
import {EXIT} from './exit-codes.ts';
import {FROM_INPUT, firstLines, type Options, parseOptions, typedFlags} from './options.ts';
import {readPassphraseFile} from './passphrase-file.ts';
import {ignoreErrorsOf, writeOut} from './standard-output.ts';
import type {Subcommand} from './subcommand.ts';

/** Runs natter; the returned number is the exit code of the process. */
export async function main(): Promise<number> {
  ignoreErrorsOf(process.stderr);
  try {
    const options = parseOptions(process.argv.slice(2), process.env);
    keepCrashLog({file: crashLogFile(options), version: VERSION, now: systemClock.now});
    process.on('uncaughtException', endInCrash);
    return await run(options);
  } catch (error) {
    return tell(error);
  }
}

/** Ends the process where nobody can go on. The screen, while it is drawn, ends in its own way. */
function endInCrash(error: unknown): void {
  if (process.listenerCount('uncaughtException') === 1) {
    process.exit(tell(error));
  }
}

/** Tells what went wrong; returns the exit code for it. */
function tell(error: unknown): number {
  const {code, message} = toPlainError(error);
  process.stderr.write(cliTexts.terminal.failed(safeText(message)));
  return exitCodeOf(code);
}

function exitCodeOf(code: ErrorCode): number {
  switch (code) {
    case 'FLAG_INVALID':
    case 'NO_TERMINAL':
      return EXIT.wrongUsage;
    case 'PASSPHRASE_NEEDED':
    case 'PASSPHRASE_WRONG':
      return EXIT.locked;
    default:
      return EXIT.failure;
  }
}

async function run(options: Options): Promise<number> {
  if (options.join !== undefined) {
    process.title = 'natter'; // overwrites the invite in the list of processes
  }
  if (options.help) {
    const {helpText} = await import('./usage.ts');
    await writeOut(process.stdout, helpText());
    return EXIT.ok;
  }
  if (options.version) {
    await writeOut(process.stdout, `natter ${VERSION}\n`);
    return EXIT.ok;
  }
  if (options.subcommand !== null) {
    return await runSubcommand(options.subcommand, options);
  }
  if (options.join === FROM_INPUT) {
    return await run({...options, join: await inviteFromInput(options)});
  }
  if (options.bootstrap) {
    const {runBootstrapNode} = await import('./bootstrap.ts');
    return await runBootstrapNode(options, process);
  }
  if (options.headless) {
    const {headless} = await import('./headless-main.ts');
    return (await headless(options)) ? EXIT.ok : EXIT.failure;
  }
  const isDumb = process.stdin.isTTY && process.stdout.isTTY && isDumbTerminal(process.env);
  if (options.plain || isDumb) {
    if (isDumb) {
      process.env['TERM'] = 'dumb'; // the line editor of Node takes a terminal without a name for a clever one
    }
    const {plain} = await import('./plain/main.ts');
    await plain(options);
    return EXIT.ok;
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new NatterError('NO_TERMINAL', cliTexts.terminal.noneToDrawOn);
  }
  const {runInTerminal} = await import('../app/run-in-terminal.ts');
  return await runInTerminal(
    {
      ...options,
      firstLines: firstLines(options),
      typed: typedFlags(process.argv.slice(2)),
      passphrase: readPassphraseFile(process.env),
    },
    VERSION,
  );
}

/** In the other modes standard input is for lines. */
async function inviteFromInput({headless, plain}: Options): Promise<string> {
  if (headless || (plain && !isatty(0))) {
    throw new NatterError('FLAG_INVALID', cliTexts.invites.headless);
  }
  const {readInvite} = await import('./read-invite.ts');
  return await readInvite(process);
}

/** A script that sends a line waits for nothing that only a core needs. */
async function runSubcommand(subcommand: Subcommand, options: Options): Promise<number> {
  if (subcommand.type === 'doctor') {
    const {doctor} = await import('./doctor.ts');
    return await doctor(subcommand, options, process);
  }
  if (subcommand.type === 'paths') {
    const {paths} = await import('./paths.ts');
    return await paths(options, process);
  }
  if (subcommand.type === 'restore') {
    const {restore} = await import('./restore.ts');
    return await restore(subcommand, options, process);
  }
  if (subcommand.type !== 'daemon') {
    const {runScript} = await import('./scripts/run-script.ts');
    return await runScript(subcommand, options, process);
  }
  if (subcommand.action !== 'run') {
    const {manageService} = await import('./service/main.ts');
    return manageService(subcommand.action, options, process);
  }
  const {runDaemon} = await import('./daemon.ts');
  return await runDaemon(options, process);
}
