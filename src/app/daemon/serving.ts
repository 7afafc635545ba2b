import type {Core, CoreEvent} from '../../core/api/api.ts';
import type {LocalCore} from '../../core/core.ts';
import {toPlainError} from '../../lib/errors.ts';
import {createEventSource} from '../../scripting/event-source.ts';
import type {ProfileServer} from './serve-profile.ts';

/**
 * The same core, which other windows and scripts of its user reach at the profile's socket from its start to its end.
 * `serve` is called when it starts. A socket that cannot be had is told as an event: the core works without one.
 */
export function serving(core: LocalCore, serve: () => Promise<ProfileServer>): LocalCore {
  /** It ends for everybody; else other screens go on with another core. */
  let endsForAll = false;
  const subscribe: Core['subscribe'] = listener =>
    core.subscribe(told => {
      const hides = !endsForAll && told.some(isOrderlyEnd);
      listener(hides ? told.filter(event => !isOrderlyEnd(event)) : told); // the same array for all
    });
  const source = createEventSource(core);
  let server: ProfileServer | null = null;
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
      await server?.settle();
      try {
        await core.stop();
      } finally {
        await server?.close();
      }
    },
  };

  function end(): void {
    endsForAll = true;
    served.stop().catch(() => {}); // whoever holds the core hears of it
  }

  async function open(): Promise<CoreEvent | null> {
    try {
      server = await serve();
      server.open({core: {...served, subscribe}, source, at: server.at, end});
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
