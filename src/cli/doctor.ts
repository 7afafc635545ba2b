import {homedir} from 'node:os';
import {join} from 'node:path';
import {checkParts} from '../app/doctor/part-checks.ts';
import {checkClock, checkDisk, checkSystem} from '../app/doctor/system-checks.ts';
import {checkTerminal, terminalLook} from '../app/doctor/terminal-check.ts';
import {DEFAULT_HOST, DEFAULT_PORT} from '../app/listening.ts';
import {profileFolder} from '../app/profile-folder.ts';
import {checkFields, checkLines} from '../commands/engine/describe-checks.ts';
import {type Check, failure, passed, saidBy, warning} from '../lib/check.ts';
import {NatterError} from '../lib/errors.ts';
import {VERSION} from '../lib/program.ts';
import {cliTexts} from '../lib/texts/cli.ts';
import {doctorTexts} from '../lib/texts/doctor.ts';
import {systemClock} from '../lib/time/clock.ts';
import {tcp} from '../net/transport/tcp.ts';
import {type Config, loadConfig} from '../storage/profile/config-file.ts';
import type {Options} from './options.ts';
import {readPassphraseFile} from './passphrase-file.ts';
import {writeOut} from './standard-output.ts';
import type {Subcommand} from './subcommand.ts';

/**
 * Checks what natter needs and prints a line for each; returns 1 if something fails. A natter that runs is asked what only
 * it knows. Works whatever state the profile is in.
 */
export async function doctor(
  {full}: Extract<Subcommand, {type: 'doctor'}>,
  options: Options,
  process: NodeJS.Process,
): Promise<number> {
  const checks = [...(await allChecks(options)), checkTerminal(terminalLook(process, process.env))];
  const isWell = checks.every(({state}) => state !== 'fail');
  const text = options.json
    ? JSON.stringify({ok: isWell, checks: checks.map(check => checkFields(check, full))})
    : `${checkLines(checks, full)}\n${full ? ABOUT_FULL : ABOUT}`;
  await writeOut(process.stdout, `${text}\n`);
  return isWell ? 0 : 1;
}

const ABOUT = cliTexts.doctor.mayBePasted;
const ABOUT_FULL = cliTexts.doctor.keepPrivate;

async function allChecks(options: Options): Promise<readonly Check[]> {
  const parts = await checkParts();
  const profile = profileFolder(options);
  if (parts.some(({state}) => state === 'fail')) {
    const nothing = failure('profile', doctorTexts.profile.notLookedAt, doctorTexts.profile.mendParts);
    const clock = checkClock(systemClock.now(), 0);
    return [...checkSystem(VERSION), ...parts, nothing, clock, checkDisk(profile)];
  }
  const {checkUp} = await import('../app/doctor/check-up.ts');
  const outside = await checkUp({
    ...{profile, version: VERSION, isOurs: false, now: systemClock.now, home: homedir},
    passphrase: passphraseOf(process.env),
  });
  const answers = outside.some(({name, state}) => name === 'socket' && state === 'ok');
  const inside = answers ? await ask(profile) : [await checkFreePort(portOf(options, profile))];
  return [...parts, ...withTold(outside, inside)];
}

/** What a running natter tells of itself stands in the place of what can be seen from outside. */
function withTold(outside: readonly Check[], told: readonly Check[]): readonly Check[] {
  const seen = new Set(outside.map(({name}) => name));
  return [...outside, ...told.filter(({name}) => !seen.has(name))];
}

async function ask(profile: string): Promise<readonly Check[]> {
  try {
    const {attachScript} = await import('../app/daemon/attach-script.ts');
    const script = await attachScript(profile);
    try {
      const answer = (await script?.call('doctor', {full: 'yes'})) as {checks: readonly Check[]} | undefined;
      return answer?.checks ?? [];
    } finally {
      script?.detach();
    }
  } catch (error) {
    const advice = doctorTexts.socket.restart;
    return [warning('asked', doctorTexts.socket.tellsNothing, advice, saidBy(error))];
  }
}

/** The port that natter would take: that of the flag, of the config if it can be read, or its usual one. */
function portOf({port, host}: Options, profile: string) {
  let config: Config = {};
  try {
    config = loadConfig(join(profile, 'config.json'));
  } catch {
    // what is wrong with it is told already
  }
  return {port: port ?? config.port ?? DEFAULT_PORT, host: host ?? config.host ?? DEFAULT_HOST};
}

/** Whether the port is free that natter would take. */
async function checkFreePort(where: {readonly host: string; readonly port: number}): Promise<Check> {
  const {port} = where;
  try {
    await (await tcp().listen(where, ({stream}) => stream.destroy())).close();
    return passed('port', port === 0 ? doctorTexts.port.anyFree : doctorTexts.port.free(port));
  } catch (error) {
    const isTaken = error instanceof NatterError && error.code === 'PORT_TAKEN';
    const reason = isTaken ? doctorTexts.port.taken(port) : doctorTexts.port.failed(port);
    return warning('port', reason, doctorTexts.port.choose, saidBy(error));
  }
}

/** A passphrase file that cannot be read is no reason to look at nothing. */
function passphraseOf(environment: NodeJS.ProcessEnv): string | null {
  try {
    return readPassphraseFile(environment);
  } catch {
    return null;
  }
}
