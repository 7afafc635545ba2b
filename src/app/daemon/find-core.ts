import {setTimeout as sleep} from 'node:timers/promises';
import {NatterError} from '../../lib/errors.ts';
import {VERSION} from '../../lib/program.ts';
import {appTexts} from '../../lib/texts/app.ts';
import {systemClock} from '../../lib/time/clock.ts';
import {socketPlace} from '../../net/local/socket-folder.ts';
import {readAttachPoint} from '../../storage/profile/attach-point.ts';
import {keepEvents} from '../event-buffer.ts';
import {type AttachedCore, attachToCore, type LockedCore} from './attach.ts';
import {attachScript} from './attach-script.ts';
import {startInBackground} from './background.ts';
import {createSteadyCore, type ScreenCore} from './steady-core.ts';

/** One that begins or ends at this moment is asked again so often. Milliseconds. */
const RETRY = 50;
const TRIES = 40;

export type FindOptions = {
  readonly profile: string;
  /** Starts one that outlives the screen, if none is there. */
  readonly background: boolean;
  /** The words that start natter, and the flags that a core in the background is started with. */
  readonly command: readonly string[];
  readonly flags: readonly string[];
  /** One was there already: flags that a core is started with say nothing to it. */
  readonly onFound?: () => void;
  /** Starts one of the screen's own, in the place of one that has ended; null if it cannot begin now. */
  readonly startOwn: () => Promise<ScreenCore | null>;
  /** Asks whether a core of another version is to be restarted. */
  readonly mayRestart: (question: string) => Promise<boolean>;
  /** Opens a core that is locked. */
  readonly unlock: (core: LockedCore) => Promise<ScreenCore>;
};

/**
 * The core of a profile that runs elsewhere: attaches to it, or starts one in the background if that is wanted. Null if the
 * screen has to run one itself. Throws `CORE_GONE` with what to do if there is one that cannot be used.
 */
export async function findCore(options: FindOptions): Promise<ScreenCore | null> {
  const found = await attach(options);
  if (found !== null) {
    options.onFound?.();
  }
  const first = found ?? (options.background ? await start(options) : null);
  if (first === null) {
    return null;
  }
  const core = createSteadyCore({first, again: () => again(options), clock: systemClock});
  return {...core, subscribe: keepEvents(core.subscribe)};
}

/** A core in the place of one that has ended; null where none can be had now. Rejects with `PASSPHRASE_NEEDED`. */
async function again(options: FindOptions): Promise<ScreenCore | null> {
  const {profile, background, startOwn} = options;
  try {
    const found =
      (await attachTo(profile)) ?? (background ? await startAndAttach(options) : await startOwn());
    if (found === null || !('type' in found)) {
      return found;
    }
    if (found.type === 'locked') {
      found.leave();
      throw new NatterError('PASSPHRASE_NEEDED', appTexts.daemon.startAndUnlock);
    }
    return null;
  } catch (error) {
    if (error instanceof NatterError && error.code === 'PASSPHRASE_NEEDED') {
      throw error;
    }
    return null; // it is tried once more
  }
}

async function attach(options: FindOptions): Promise<ScreenCore | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await attachTo(options.profile);
    if (found === null || !('type' in found)) {
      return found;
    }
    switch (found.type) {
      case 'locked':
        return await options.unlock(found);
      case 'other-version':
        await restart(options, found.version);
        break;
      case 'refused':
        await sleep(RETRY);
    }
  }
  throw new NatterError('CORE_GONE', appTexts.daemon.mute);
}

async function attachTo(profile: string) {
  const point = readAttachPoint(profile);
  return point === null ? null : await attachToCore(point, socketPlace(process.env));
}

async function start(options: FindOptions): Promise<ScreenCore> {
  const found = await startAndAttach(options);
  return 'type' in found ? await options.unlock(found) : found;
}

function startAndAttach({profile, command, flags}: FindOptions): Promise<AttachedCore | LockedCore> {
  return startInBackground({
    ...{profile, command, flags},
    environment: process.env,
    async attach() {
      const found = await attachTo(profile);
      return found !== null && 'type' in found && found.type !== 'locked' ? null : found;
    },
  });
}

/** Scripts are understood for longer than screens: the end is asked for as they would. */
async function restart({profile, mayRestart}: FindOptions, version: string): Promise<void> {
  const question = appTexts.daemon.askRestart(version, VERSION);
  if (!(await mayRestart(question))) {
    throw new NatterError('CORE_GONE', appTexts.daemon.goesOn(version));
  }
  const script = await attachScript(profile, {evenLocked: true});
  await script?.call('command', {line: '/quit all'}).catch(() => {}); // it may be gone before it answers
  await script?.closed;
}
