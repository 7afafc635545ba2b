import {setTimeout as sleep} from 'node:timers/promises';
import {type AttachedScript, attachScript} from '../../app/daemon/attach-script.ts';
import {profileFolder} from '../../app/profile-folder.ts';
import type {LocalCore} from '../../core/core.ts';
import {NatterError} from '../../lib/errors.ts';
import type {JsonEvent} from '../../scripting/json-answers.ts';
import type {Options} from '../options.ts';
import {readPassphraseFile} from '../passphrase-file.ts';

/** One that begins or ends at this moment is asked again so often, and for so long. Milliseconds. */
const RETRY = 50;
const PATIENCE = 3000;

/** What a subcommand talks to. */
export type Connection = Pick<AttachedScript, 'call' | 'closed'> & {
  /** natter ran already. */
  readonly isServed: boolean;
  /** Leaves it; where natter was started for this, it says bye and ends. */
  readonly close: () => Promise<void>;
};

/** Attaches to whoever serves the profile, or starts a core for as long as this runs. Throws what keeps it from that. */
export async function connect(options: Options, onEvent?: (event: JsonEvent) => void): Promise<Connection> {
  const profile = profileFolder(options);
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const attached = await attachScript(profile, onEvent === undefined ? {} : {onEvent});
    if (attached !== null) {
      const close = async () => attached.detach();
      return {call: attached.call, closed: attached.closed, isServed: true, close};
    }
    try {
      return await start(options, profile, onEvent);
    } catch (error) {
      const isTaken = error instanceof NatterError && error.code === 'PROFILE_LOCKED';
      if (!isTaken || performance.now() > deadline) {
        throw error;
      }
      await sleep(RETRY);
    }
  }
}

async function start(
  options: Options,
  profile: string,
  onEvent: ((event: JsonEvent) => void) | undefined,
): Promise<Connection> {
  const {openCore} = await import('../../app/open-core.ts');
  const core: LocalCore = openCore({...options, passphrase: readPassphraseFile(process.env)});
  try {
    await core.start();
    const attached = await attachScript(profile, onEvent === undefined ? {} : {onEvent});
    if (attached === null) {
      throw new NatterError('SOCKET_FAILED', 'natter cannot open a socket for itself here.');
    }
    return {
      call: attached.call,
      closed: attached.closed,
      isServed: false,
      async close() {
        attached.detach();
        await core.stop();
      },
    };
  } catch (error) {
    await core.stop().catch(() => {});
    throw error;
  }
}
