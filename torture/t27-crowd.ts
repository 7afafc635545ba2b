import {setTimeout as sleep} from 'node:timers/promises';
import {RPC_VERSION} from '../src/app/daemon/protocol.ts';
import {connectLocal} from '../src/net/local/local-socket.ts';
import {socketPlace} from '../src/net/local/socket-folder.ts';
import {readAttachPoint} from '../src/storage/profile/attach-point.ts';
import {openScreen} from './support/attached-screen.ts';
import {until} from './support/patience.ts';
import {startTalk} from './support/person.ts';
import {noProcesses, usageOf} from './support/process-watch.ts';
import {addUp, compareNumbers, describeDifference, isFaultless, numbered, numberOf} from './support/texts.ts';
import type {Figure, Run} from './types.ts';

const SCREENS = 20;
const SUBSCRIBERS = 100;
const PER_SECOND = 1000;
const TICK = 20;
const PATIENCE = 120_000;
const MEGABYTE = 2 ** 20;

export const crowd: Figure = {
  id: 'T27',
  title: `${SCREENS} screens and ${SUBSCRIBERS} subscribers of one core, ${PER_SECOND} messages a second`,
  bar: 'nobody loses any, memory flat: 64 MB at most from the first third to the end',
  async run(run) {
    if (noProcesses !== null) {
      return {skipped: noProcesses};
    }
    const seconds = run.quick ? 6 : 60;
    const {difference, different, grown, late, cuts} = await watchCrowd(run, seconds * PER_SECOND);
    return {
      result: `${describeDifference(difference)} for subscribers, ${different} of ${SCREENS} screens different, memory +${(grown / MEGABYTE).toFixed(0)} MB; all there ${late.toFixed(1)} s after the last was said, ${cuts} times a subscriber was cut off and went on`,
      pass: isFaultless(difference) && different === 0 && grown <= 64 * MEGABYTE,
    };
  },
};

/** Lets Bob say many messages to a core that many look at. */
export async function watchCrowd(run: Run, messages: number) {
  const {ann, core, peer, conversation} = await startTalk(run);
  const screens = await Promise.all(
    Array.from({length: SCREENS}, () => openScreen(ann.profile, conversation)),
  );
  const scripts = await Promise.all(Array.from({length: SUBSCRIBERS}, () => subscribe(ann.profile)));

  const memory: number[] = [];
  let said = 0;
  const begin = performance.now();
  while (said < messages) {
    const due = Math.min(messages, Math.floor(((performance.now() - begin) / 1000) * PER_SECOND));
    if (due > said) {
      peer.say(...Array.from({length: due - said}, (_, index) => numbered('bob', said + index + 1)));
      said = due;
      memory.push(usageOf(core.pid)?.memory ?? 0);
    }
    await sleep(TICK);
  }
  const last = performance.now();
  await until(
    'every subscriber has the last message',
    () => scripts.every(({numbers}) => numbers.at(-1) === messages),
    PATIENCE,
  );
  const late = (performance.now() - last) / 1000;
  const fresh = await openScreen(ann.profile, conversation);
  const differing = () => screens.filter(screen => screen.shown() !== fresh.shown()).length;
  await until(
    'all screens show the same',
    () => fresh.shown().includes(`bob ${messages}`) && differing() === 0,
    PATIENCE,
  ).catch(
    () => {}, // told by the number
  );
  const different = differing();
  memory.push(usageOf(core.pid)?.memory ?? 0);
  const early = Math.max(...memory.slice(0, Math.ceil(memory.length / 3)));
  for (const {kill} of [...screens, fresh, ...scripts]) {
    kill();
  }
  await Promise.all([core.kill(), peer.kill()]);
  return {
    difference: addUp(scripts.map(({numbers}) => compareNumbers(numbers, messages))),
    different,
    grown: Math.max(...memory) - early,
    late,
    cuts: scripts.reduce((sum, script) => sum + script.cuts(), 0),
  };
}

/** A script that is told of messages. Where it was too slow and is cut off, it goes on behind the last one. */
async function subscribe(profile: string) {
  const numbers: number[] = [];
  const subscribed = Promise.withResolvers<void>();
  let cursor: number | null = null;
  let cuts = -1;
  let isOver = false;
  let leave = () => {};

  async function attach(): Promise<void> {
    cuts += 1;
    const point = readAttachPoint(profile);
    const link =
      point &&
      (await connectLocal(point.socket, socketPlace(process.env), () => ({
        onValue(value) {
          const {id, result, params} = value as {
            id?: number;
            result?: {cursor: number};
            params?: {text?: unknown; cursor: number};
          };
          const number = numberOf('bob', params?.text);
          if (number !== null && params !== undefined) {
            numbers.push(number);
            cursor = params.cursor;
          } else if (id !== undefined) {
            cursor ??= result?.cursor ?? 0;
            subscribed.resolve();
          }
        },
        onClose() {
          if (!isOver) {
            attach().catch(() => {}); // what is missing then is told by the numbers
          }
        },
      })));
    leave = () => link?.destroy();
    link?.send({rpc: RPC_VERSION, token: point?.token});
    const params = {events: ['message'], ...(cursor === null ? {} : {after: cursor})};
    link?.send({jsonrpc: '2.0', id: 1, method: 'subscribe', params});
  }

  await attach();
  await subscribed.promise;
  return {
    numbers,
    cuts: () => cuts,
    kill() {
      isOver = true;
      leave();
    },
  };
}
