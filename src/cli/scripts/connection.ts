import {setTimeout as sleep} from 'node:timers/promises';
import {type AttachedScript, attachScript} from '../../app/daemon/attach-script.ts';
import {profileFolder} from '../../app/profile-folder.ts';
import type {LocalCore} from '../../core/core.ts';
import {NatterError} from '../../lib/errors.ts';
import {cliTexts} from '../../lib/texts/cli.ts';
import type {JsonEvent} from '../../scripting/json-answers.ts';
import type {Options} from '../options.ts';
import {readPassphraseFile} from '../passphrase-file.ts';

/** Where another core begins or ends at this moment, it is tried again after so many milliseconds, and so often. */
const RETRY = 50;
const TRIES = 100;

/** What a subcommand talks to. */
export type Connection = Pick<AttachedScript, 'call' | 'closed'> & {
  /** natter ran already. */
  readonly isServed: boolean;
  /** Leaves it; where natter was started for this, it says bye and ends. */
  readonly close: () => Promise<void>;
};

/**
 * Does some work with whoever serves the profile, or with a core that is started for as long as it takes. Where natter
 * ended before it did what was asked, the work begins anew. Throws what keeps it from that.
 */
export async function talk<T>(
  options: Options,
  work: (connection: Connection) => Promise<T>,
  onEvent?: (event: JsonEvent) => void,
): Promise<T> {
  const profile = profileFolder(options);
  for (let tries = 1; ; tries++) {
    try {
      return await talkOnce(await connect(options, profile, onEvent), work);
    } catch (error) {
      if (!isPassing(error) || tries === TRIES) {
        throw error;
      }
      await sleep(RETRY);
    }
  }
}

async function talkOnce<T>(connection: Connection, work: (connection: Connection) => Promise<T>): Promise<T> {
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** Another one begins, or ends, at this moment. */
function isPassing(error: unknown): boolean {
  return error instanceof NatterError && (error.code === 'PROFILE_LOCKED' || error.code === 'CORE_ENDED');
}

async function connect(
  options: Options,
  profile: string,
  onEvent: ((event: JsonEvent) => void) | undefined,
): Promise<Connection> {
  const attached = await attachScript(profile, onEvent === undefined ? {} : {onEvent});
  if (attached === null) {
    return await start(options, profile, onEvent);
  }
  const {call, closed, detach} = attached;
  return {call, closed, isServed: true, close: async () => detach()};
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
      throw new NatterError('SOCKET_FAILED', cliTexts.running.noSocket);
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
