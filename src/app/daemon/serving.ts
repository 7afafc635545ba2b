import type {Core, CoreEvent} from '../../core/api/api.ts';
import type {LocalCore} from '../../core/core.ts';
import {toPlainError} from '../../lib/errors.ts';
import {randomBytes} from '../../lib/random.ts';
import {systemClock} from '../../lib/time/clock.ts';
import type {LocalServer} from '../../net/local/local-socket.ts';
import {socketPlace} from '../../net/local/socket-folder.ts';
import {socketPath} from '../../net/local/socket-path.ts';
import {createEventSource} from '../../scripting/event-source.ts';
import {attachFile, removeAttachPoint, writeAttachPoint} from '../../storage/profile/attach-point.ts';
import {serveCoreLocally} from './core-server.ts';

/** As much as a key: whoever has it may do everything. */
const TOKEN_BYTES = 32;

export type ServingOptions = {
  /** The folder of the profile, whose lock is held. */
  readonly profile: string;
  readonly version: string;
  readonly environment: NodeJS.ProcessEnv;
};

/**
 * The same core, which other windows and scripts of its user reach at the profile's socket from its start to its end. A
 * socket that cannot be had is told as an event: the core works without one.
 */
export function serving(core: LocalCore, {profile, version, environment}: ServingOptions): LocalCore {
  /** It ends for everybody; else other screens go on with another core. */
  let endsForAll = false;
  const subscribe: Core['subscribe'] = listener =>
    core.subscribe(told => listener(endsForAll ? told : told.filter(event => !isOrderlyEnd(event))));
  const source = createEventSource(core);
  const place = socketPlace(environment);
  const at = {socket: socketPath(profile, place), attach: attachFile(profile)};
  let server: LocalServer | null = null;
  const served: LocalCore = {
    ...core,
    async perform(action) {
      endsForAll ||= action.type === 'wipe';
      try {
        return await core.perform(action);
      } catch (error) {
        endsForAll &&= action.type !== 'wipe';
        throw error;
      }
    },
    async start() {
      const failure = await open();
      await core.start();
      if (failure !== null) {
        core.tell(failure);
      }
    },
    async stop() {
      try {
        await core.stop();
      } finally {
        await server?.close();
        removeAttachPoint(profile);
      }
    },
  };

  function end(): void {
    endsForAll = true;
    served.stop().catch(() => {}); // whoever holds the core hears of it
  }

  async function open(): Promise<CoreEvent | null> {
    const token = randomBytes(TOKEN_BYTES).toString('hex');
    try {
      writeAttachPoint(profile, {socket: at.socket, token});
      server = await serveCoreLocally({
        path: at.socket,
        token,
        served: {core: {...served, subscribe}, source, at, end},
        ...{place, version, clock: systemClock},
      });
      return null;
    } catch (error) {
      return {type: 'failed', ...toPlainError(error)};
    }
  }

  return served;
}

function isOrderlyEnd(event: CoreEvent): boolean {
  return event.type === 'stopped' && event.error === null;
}
