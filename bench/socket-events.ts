import {attachToCore} from '../src/app/daemon/attach.ts';
import {serveCoreLocally} from '../src/app/daemon/core-server.ts';
import type {Core, NumberedEvent} from '../src/core/api/api.ts';
import {createEmitter} from '../src/lib/emitter.ts';
import {safeText} from '../src/lib/text/safe-text.ts';
import {systemClock} from '../src/lib/time/clock.ts';
import {socketPlace} from '../src/net/local/socket-folder.ts';
import {socketPath} from '../src/net/local/socket-path.ts';
import {createEventSource} from '../src/scripting/event-source.ts';
import {quantile} from './statistics.ts';

const TEXT = safeText('x'.repeat(300));

/** From a core to a screen over the socket of a folder, one event after the other: the 99th percentile, microseconds. */
export async function timeSocketEvents(folder: string, count: number): Promise<number> {
  const emitter = createEmitter<readonly NumberedEvent[]>();
  const core = {query: async () => ({sequence: 0}), subscribe: emitter.subscribe} as unknown as Core;
  const place = socketPlace({XDG_RUNTIME_DIR: folder});
  const path = socketPath(folder, place);
  const server = await serveCoreLocally({path, place, version: '0', token: 'token', clock: systemClock});
  server.open({core, source: createEventSource(core), at: {socket: path, attach: path}, end() {}});
  const screen = await attachToCore({socket: path, token: 'token'}, place);
  if (screen === null || !('subscribe' in screen)) {
    throw new Error('the screen was not served');
  }
  let heard = Promise.withResolvers<void>();
  screen.subscribe(() => heard.resolve());
  await heard.promise; // everything as it is
  const times: number[] = [];
  for (let sequence = 1; sequence <= count; sequence++) {
    heard = Promise.withResolvers();
    const begin = performance.now();
    emitter.emit([{type: 'notice', text: TEXT, conversation: null, sequence}]);
    await heard.promise;
    times.push(1000 * (performance.now() - begin));
  }
  void screen.stop().catch(() => {});
  await server.close();
  return quantile(times, 0.99);
}
