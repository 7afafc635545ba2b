/**
 * A chat as one would write it in an evening: each text is one write, each `data` event is one text, and nobody
 * acknowledges anything.
 */
import {once} from 'node:events';
import {connect, createServer, type Socket} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {serveParent} from '../child.ts';
import {textNumber} from '../texts.ts';

export type UnframedEnd = {
  readonly listen: (port: number) => Promise<number>;
  readonly dial: (port: number) => Promise<void>;
  /** Writes numbered texts in even steps (0: at once); milliseconds. */
  readonly say: (first: number, count: number, perTick: number) => Promise<number>;
  readonly heard: () => readonly string[];
};

const heard: string[] = [];
let socket: Socket | null = null;
let port = 0;

serveParent({
  async listen(wanted) {
    const server = createServer(peer => {
      peer.on('data', data => heard.push(data.toString()));
      peer.on('error', () => {});
    });
    server.listen(wanted, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  },
  async dial(wanted) {
    port = wanted;
    await redial();
  },
  async say(first, count, perTick) {
    const begin = performance.now();
    for (let number = 0; number < count; number++) {
      socket?.write(textNumber(first + number));
      if (perTick > 0 && number % perTick === perTick - 1) {
        await sleep(1);
      }
    }
    return performance.now() - begin;
  },
  heard: () => heard,
} satisfies UnframedEnd);

async function redial(): Promise<void> {
  const next = connect({host: '127.0.0.1', port});
  next.on('error', () => {});
  next.once('close', () => setTimeout(() => void redial(), 100));
  socket = next;
  await Promise.race([once(next, 'connect'), once(next, 'close')]).catch(() => {});
}
