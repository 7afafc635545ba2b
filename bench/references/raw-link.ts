/**
 * The limit of the link layer: a socket of `node:net` with a length prefix and nothing else. With `batched` as
 * its parameter, messages that are handed over together are one write.
 */
import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Socket} from 'node:net';
import {type LinkKind, MESSAGE_BYTES, type Pipe, serveLinkEnd} from '../link-driver.ts';
import {frame, readFrames} from './length-prefix.ts';

/** The first byte of a payload says what it is. */
const MESSAGE = 0;
const CONFIRM = 1;
const PING = 2;

const batched = process.argv[2] === 'batched';

serveLinkEnd({listen, dial} satisfies LinkKind);

async function listen(): Promise<string> {
  const server = createServer({noDelay: true}, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return String((server.address() as AddressInfo).port);
}

function answer(socket: Socket): void {
  let counted = 0;
  socket.on('error', () => {});
  readFrames(socket, payload => {
    switch (payload[0]) {
      case MESSAGE:
        counted++;
        break;
      case CONFIRM:
        socket.write(confirmation(counted));
        counted = 0;
        break;
      default:
        socket.write(frame(payload));
    }
  });
}

async function dial(address: string): Promise<Pipe> {
  const socket = connect({host: '127.0.0.1', port: Number(address), noDelay: true});
  let confirmed: (count: number) => void = () => {};
  let pinged: () => void = () => {};
  await once(socket, 'connect');
  readFrames(socket, payload => {
    if (payload[0] === CONFIRM) {
      confirmed(payload.readUInt32LE(1));
    } else {
      pinged();
    }
  });

  const message = frame(payloadOf(MESSAGE));
  return {
    send: count => (batched ? socket.write(batchOf(message, count)) : writeEach(socket, message, count)),
    drained: async () => void (await once(socket, 'drain')),
    confirm() {
      const {promise, resolve} = Promise.withResolvers<number>();
      confirmed = resolve;
      socket.write(frame(payloadOf(CONFIRM)));
      return promise;
    },
    ping() {
      const {promise, resolve} = Promise.withResolvers<void>();
      pinged = resolve;
      socket.write(frame(payloadOf(PING)));
      return promise;
    },
    async close() {
      socket.end();
      await once(socket, 'close');
    },
  };
}

function writeEach(socket: Socket, message: Buffer, count: number): boolean {
  let more = true;
  for (let left = count; left > 0; left--) {
    more = socket.write(message);
  }
  return more;
}

/** A new buffer, since each batch would carry texts of its own. */
function batchOf(message: Buffer, count: number): Buffer {
  return Buffer.concat(Array.from({length: count}, () => message));
}

function payloadOf(kind: number): Buffer {
  return Buffer.alloc(MESSAGE_BYTES, kind);
}

function confirmation(counted: number): Buffer {
  const payload = payloadOf(CONFIRM);
  payload.writeUInt32LE(counted, 1);
  return frame(payload);
}
