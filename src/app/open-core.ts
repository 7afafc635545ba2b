import {homedir} from 'node:os';
import {join} from 'node:path';
import {createCore, type LocalCore} from '../core/core.ts';
import type {RequestMode} from '../core/peers/peer-policy.ts';
import {peerKeyOfSeed} from '../identity/key-pair.ts';
import {checkName, checkStoredName} from '../identity/names/names.ts';
import {NatterError, toPlainError} from '../lib/errors.ts';
import {VERSION} from '../lib/program.ts';
import {randomBytes} from '../lib/random.ts';
import {appTexts} from '../lib/texts/app.ts';
import {inputTexts} from '../lib/texts/input.ts';
import {systemClock} from '../lib/time/clock.ts';
import {tcp} from '../net/transport/tcp.ts';
import type {Config} from '../storage/profile/config-file.ts';
import {themeNames} from '../storage/profile/theme-files.ts';
import {type HeldProfile, holdProfile, type Profile} from '../storage/profile.ts';
import {type ProfileServer, serveProfile} from './daemon/serve-profile.ts';
import {serving} from './daemon/serving.ts';
import {demoClock} from './demo/clock.ts';
import {openDemo} from './demo/open-demo.ts';
import {checkUp} from './doctor/check-up.ts';
import {DEFAULT_HOST, DEFAULT_PORT} from './listening.ts';
import {followMessages} from './message-hook.ts';
import {type OpenTracing, openTracing} from './open-tracing.ts';
import {profileFolder} from './profile-folder.ts';
import {reachPorts} from './reach-ports.ts';

/** What flags and environment say about the core; plain data, since it travels to the worker thread. */
export type CoreFlags = {
  readonly profile: string | undefined;
  readonly name: string | undefined;
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly requests: RequestMode | undefined;
  /** What is written to the trace of the profile, see `parseTraceRules`; undefined writes none. */
  readonly log: string | undefined;
  /** What was entered for a profile that has one. */
  readonly passphrase: string | null;
  /** Begins a new history with an old key if the old one is gone. */
  readonly newHistory?: boolean;
  /** False: not by the hash table, or not on the local network, whatever is set. */
  readonly dht?: boolean;
  readonly lan?: boolean;
  /** Made-up friends in memory instead of a profile and a network. */
  readonly demo?: boolean;
};

/**
 * The composition root of the core: opens the profile, then builds the core on the real clock, the real
 * network and the profile's database, and serves it to the user's other windows and scripts. Throws the `NatterError` of whatever cannot be opened.
 */
export function openCore(flags: CoreFlags): LocalCore {
  if (flags.demo === true) {
    return openDemo({name: flags.name ?? null, clock: demoClock()});
  }
  const held = holdProfile(profileFolder(flags));
  try {
    return openHeld(held, flags, () =>
      serveProfile({profile: held.folder, version: VERSION, environment: process.env}),
    );
  } catch (error) {
    held.release();
    throw error;
  }
}

/** Opens the core of a profile that this process holds, and which it holds as before where that fails. Throws like `openCore`. */
export function openHeld(
  held: HeldProfile,
  flags: CoreFlags,
  serve: () => Promise<ProfileServer>,
): LocalCore {
  const profile = held.open({
    passphrase: flags.passphrase,
    createsHistory: flags.newHistory === true,
    program: VERSION,
  });
  const trace = openTracing(held.folder, flags.log);
  try {
    const core = buildCore(flags, profile, trace);
    followMessages({
      core,
      environment: process.env,
      failed: error => core.tell({type: 'failed', ...toPlainError(error)}),
    });
    return holding(profile, trace, serving(core, serve));
  } catch (error) {
    trace.close();
    throw error;
  }
}

function buildCore(flags: CoreFlags, profile: Profile, trace: OpenTracing): LocalCore {
  const config = profile.config();
  const name = flags.name ?? nameIn(config, profile);
  const {seed, deviceSeed} = profile.secrets;
  if (name !== null && config.name === undefined) {
    profile.saveConfig({name: checkName(name)}); // chosen once, remembered
  }
  const database = profile.openDatabase(peerKeyOfSeed(seed));
  const host = flags.host ?? config.host ?? DEFAULT_HOST;
  return createCore({
    seed,
    deviceSeed,
    database,
    transport: tcp(),
    clock: systemClock,
    tracing: trace.tracing,
    settings: {
      ...config,
      ...(flags.dht === false ? {dht: false} : {}),
      ...(flags.lan === false ? {lan: false} : {}),
      name,
      host,
      port: flags.port ?? config.port ?? DEFAULT_PORT,
      portIsExplicit: flags.port !== undefined && flags.port !== 0,
      requests: flags.requests ?? config.requests ?? 'ask',
    },
    reach: reachPorts({host, bootstrap: config.bootstrap, environment: process.env}),
    notices: profile.unknownNames(),
    ...(config.limits === undefined ? {} : {limits: config.limits}),
    saveName: chosen => profile.saveConfig({name: chosen}),
    saveSettings: profile.saveConfig,
    themes: () => themeNames(profile.folder),
    erase: {
      key: profile.erase.key,
      rest() {
        trace.close(); // an open file cannot be deleted everywhere
        profile.erase.rest();
      },
    },
    checkUp: () =>
      checkUp({
        ...{profile: profile.folder, version: VERSION, passphrase: null},
        ...{isOurs: true, now: systemClock.now, home: homedir},
      }),
    backUp: (path, passphrase) => profile.backUp(database, path, passphrase),
    passphrase: {check: profile.checkPassphrase, change: profile.changePassphrase},
    instance: randomBytes(6).readUIntLE(0, 6),
    random: () => randomBytes(4).readUInt32LE() / 2 ** 32,
  });
}

/** The name of config.json. What a name may be, the layer that reads the file does not know. */
function nameIn({name}: Config, {folder}: Profile): string | null {
  try {
    return name === undefined ? null : checkStoredName(name);
  } catch (cause) {
    const advice = inputTexts.names.chooseAnother('');
    const why = toPlainError(cause).message.replace(advice, ` ${appTexts.start.mendName}`);
    throw new NatterError('CONFIG_DAMAGED', appTexts.start.wrongName(join(folder, 'config.json'), why), {
      cause,
    });
  }
}

/** The core, with the profile given back when it has stopped. */
function holding(profile: Profile, trace: OpenTracing, core: LocalCore): LocalCore {
  let stopped: Promise<void> | null = null;
  return {
    ...core,
    stop() {
      stopped ??= core.stop().finally(() => {
        trace.close();
        profile.close();
      });
      return stopped;
    },
  };
}
