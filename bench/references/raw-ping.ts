/** The limit of a message's way: a raw socket on which a small frame goes there and back. */
import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Socket} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {serveParent} from '../child.ts';
import {now, pace} from '../pacer.ts';
import {TEXT_LENGTH} from '../texts.ts';
import {frame, readFrames} from './length-prefix.ts';

export type PingEnd = {
  readonly listen: () => Promise<number>;
  readonly dial: (port: number) => Promise<void>;
  /** Round trips one after the other, with a pause between them; microseconds each. */
  readonly oneByOne: (count: number) => Promise<number[]>;
  /** Round trips begun in even steps; microseconds each. */
  readonly paced: (count: number, perSecond: number) => Promise<number[]>;
};

const REST = 2;
const PING = frame(Buffer.alloc(TEXT_LENGTH, 'p'));

let socket: Socket | null = null;
let answered: () => void = () => {};

serveParent({listen, dial, oneByOne, paced} satisfies PingEnd);

async function listen(): Promise<number> {
  const server = createServer({noDelay: true}, peer => {
    readFrames(peer, payload => peer.write(frame(payload)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function dial(port: number): Promise<void> {
  socket = connect({host: '127.0.0.1', port, noDelay: true});
  readFrames(socket, () => answered());
  await once(socket, 'connect');
}

async function oneByOne(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done < count; done++) {
    const begin = now();
    await new Promise<void>(resolve => {
      answered = resolve;
      socket?.write(PING);
    });
    times.push(now() - begin);
    await sleep(REST);
  }
  return times;
}

async function paced(count: number, perSecond: number): Promise<number[]> {
  const begun: number[] = [];
  const times: number[] = [];
  const last = Promise.withResolvers<void>();
  answered = () => {
    times.push(now() - (begun[times.length] ?? 0));
    if (times.length === count) {
      last.resolve();
    }
  };
  await pace(count, perSecond, moment => {
    begun.push(moment);
    socket?.write(PING);
  });
  await last.promise;
  return times;
}
