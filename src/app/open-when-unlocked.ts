import type {LocalCore} from '../core/core.ts';
import {NatterError} from '../lib/errors.ts';
import {VERSION} from '../lib/program.ts';
import {systemClock} from '../lib/time/clock.ts';
import {holdProfile} from '../storage/profile.ts';
import {createDoor} from './daemon/door.ts';
import {type ProfileServer, serveProfile} from './daemon/serve-profile.ts';
import {type CoreFlags, openHeld} from './open-core.ts';
import {profileFolder} from './profile-folder.ts';

export type UnlockedOptions = {
  /** Starts the core. */
  readonly begin: (core: LocalCore) => Promise<void>;
  /** It is locked, and waits for a screen. */
  readonly onLocked: () => void;
  /** Resolves when nobody is waited for any more. */
  readonly interrupted: Promise<void>;
};

/**
 * Opens and begins a core, for a process without a terminal. Where the passphrase is not known, the profile's socket is
 * served, with the port and the database closed, until a screen tells it. Null if it was ended before. Throws what keeps
 * the core from beginning; nothing is left of it then.
 */
export async function openWhenUnlocked(
  flags: CoreFlags,
  {begin, onLocked, interrupted}: UnlockedOptions,
): Promise<LocalCore | null> {
  const held = holdProfile(profileFolder(flags));
  let server: ProfileServer | null = null;
  const place = {profile: held.folder, version: VERSION, environment: process.env};

  async function open(passphrase: string | null): Promise<LocalCore> {
    const core = openHeld(held, {...flags, passphrase}, async () => {
      server ??= await serveProfile(place);
      return server;
    });
    try {
      await begin(core);
      return core;
    } catch (error) {
      await core.stop().catch(() => {}); // why it could not begin is what there is to say
      throw error;
    }
  }

  async function openAtDoor(): Promise<LocalCore | null> {
    const opened = Promise.withResolvers<LocalCore | null>();
    const leave = () => opened.resolve(null);
    void interrupted.then(leave);
    const door = createDoor({
      clock: systemClock,
      end: leave,
      async open(passphrase) {
        try {
          opened.resolve(await open(passphrase));
        } catch (error) {
          if (!(error instanceof NatterError && error.code === 'PASSPHRASE_WRONG')) {
            opened.reject(error);
          }
          throw error;
        }
      },
    });
    server = await serveProfile({...place, door});
    const awake = setInterval(() => {}, 2 ** 30); // the socket alone keeps no process
    try {
      onLocked();
      return await opened.promise;
    } finally {
      clearInterval(awake);
    }
  }

  try {
    const isLocked = flags.passphrase === null && held.looksProtected();
    const core = await (isLocked ? openAtDoor() : open(flags.passphrase));
    if (core === null) {
      await giveUp();
    }
    return core;
  } catch (error) {
    await giveUp();
    throw error;
  }

  async function giveUp(): Promise<void> {
    await server?.close();
    held.release();
  }
}
