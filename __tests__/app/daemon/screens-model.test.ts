import {mkdtempSync, rmSync} from 'node:fs';
import {connect, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {serveCoreLocally} from '../../../src/app/daemon/core-server.ts';
import type {Core, NumberedEvent} from '../../../src/core/api/api.ts';
import {createEmitter} from '../../../src/lib/emitter.ts';
import {createLineReader} from '../../../src/net/local/json-lines.ts';
import {socketPath} from '../../../src/net/local/socket-path.ts';
import {createEventSource} from '../../../src/scripting/event-source.ts';
import {manualClock} from '../../support/manual-clock.ts';

const SCREENS = 3;
/** Some twenty of them are more than a screen may leave unread. */
const LARGE = 'x'.repeat(2 ** 19);

type Step =
  | {readonly type: 'attach' | 'detach' | 'pause' | 'resume'; readonly screen: number}
  | {readonly type: 'happens'; readonly times: number; readonly isLarge: boolean};

const screenStep = fc.record({
  type: fc.constantFrom('attach', 'attach', 'detach', 'pause', 'resume'),
  screen: fc.nat(SCREENS - 1),
});
const eventStep = fc.record({
  type: fc.constant('happens' as const),
  times: fc.integer({min: 1, max: 25}),
  isLarge: fc.boolean(),
});
const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof(screenStep, eventStep), {maxLength: 25}) as never;

/** A screen whose whole state is how much happened: a gap or an event twice makes it differ. */
function openScreen(path: string) {
  const socket: Socket = connect(path);
  let count: number | null = null;
  const wrong: string[] = [];
  const reader = createLineReader(
    2 ** 26,
    value => {
      for (const {type, sequence} of (value as {events?: readonly NumberedEvent[]}).events ?? []) {
        if (type !== 'ready' && sequence !== (count ?? -1) + 1) {
          wrong.push(`event ${sequence} behind ${count}`);
        }
        count = sequence;
      }
    },
    why => wrong.push(why),
  );
  socket.on('data', chunk => reader.push(chunk));
  socket.on('error', () => {});
  socket.write(`${JSON.stringify({seam: 1, token: 'right'})}\n`);
  return {socket, wrong, count: () => count};
}

test('S1: screens that come, go and are slow each end as a fresh one', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async story => {
      const folder = mkdtempSync(join(tmpdir(), 'natter-s1-'));
      const place = {
        platform: process.platform,
        runtimeFolder: folder,
        temporaryFolder: '/tmp',
        user: process.getuid?.(),
      };
      const path = socketPath(folder, place);
      const emitter = createEmitter<readonly NumberedEvent[]>();
      let happened = 0;
      const core = {
        query: async () => ({sequence: happened}),
        subscribe: emitter.subscribe,
      } as unknown as Core;
      const server = await serveCoreLocally({
        ...{path, place, version: '0', token: 'right', clock: manualClock(0)},
      });
      server.open({
        core,
        source: createEventSource(core),
        at: {socket: path, attach: '/a'},
        end() {},
      });
      const screens = new Map<number, ReturnType<typeof openScreen>>();
      for (const step of story) {
        if (step.type === 'happens') {
          for (let time = 0; time < step.times; time++) {
            happened += 1;
            const text = step.isLarge ? LARGE : 'x';
            emitter.emit([{type: 'notice', text, conversation: null, sequence: happened} as never]);
          }
        } else {
          const screen = screens.get(step.screen);
          if (step.type === 'attach' && screen === undefined) {
            screens.set(step.screen, openScreen(path));
          } else if (step.type === 'detach') {
            screen?.socket.destroy();
            screens.delete(step.screen);
          } else if (step.type === 'pause') {
            screen?.socket.pause();
          } else {
            screen?.socket.resume();
          }
        }
        await new Promise(setImmediate);
      }
      for (const screen of screens.values()) {
        screen.socket.resume();
        while (screen.count() !== happened && screen.wrong.length === 0) {
          await new Promise(setImmediate);
        }
      }
      expect([...screens.values()].flatMap(({wrong}) => wrong)).toEqual([]);
      for (const {socket} of screens.values()) {
        socket.destroy();
      }
      await server.close();
      rmSync(folder, {recursive: true, force: true});
    }),
    {numRuns: 20},
  );
});
