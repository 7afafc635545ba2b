/**
 * The limit of catching up: SQLite at both ends of a raw socket. The sender reads what waits, the receiver
 * commits it in batches and says after each how far it is.
 */
import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Socket} from 'node:net';
import {serveParent} from '../child.ts';
import {frame, readFrames} from './length-prefix.ts';
import {openReference, type ReferenceTable} from './sqlite-table.ts';

export type RawAndSqliteEnd = {
  /** Opens a database and a port; whatever comes is committed and acknowledged. */
  readonly listen: (path: string) => Promise<number>;
  /** Sends all messages of a database; milliseconds until the last one is acknowledged. */
  readonly send: (path: string, port: number, batch: number) => Promise<number>;
};

const CONVERSATION = 1;
const LENGTH_BYTES = 2;

serveParent({listen, send} satisfies RawAndSqliteEnd);

async function listen(path: string): Promise<number> {
  const table = openReference(path);
  const server = createServer({noDelay: true}, socket => {
    readFrames(socket, payload => {
      table.append(CONVERSATION, unpack(payload));
      socket.write(position(table.last(CONVERSATION)));
    });
    socket.on('close', () => {
      table.close();
      server.close();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function send(path: string, port: number, batch: number): Promise<number> {
  const table = openReference(path);
  const last = table.last(CONVERSATION);
  const acknowledged = Promise.withResolvers<void>();
  const begin = performance.now();
  const socket = connect({host: '127.0.0.1', port, noDelay: true});
  readFrames(socket, payload => {
    if (payload.readUInt32LE() === last) {
      acknowledged.resolve();
    }
  });
  await once(socket, 'connect');
  await stream(table, socket, batch);
  await acknowledged.promise;
  const time = performance.now() - begin;
  socket.destroy();
  table.close();
  return time;
}

async function stream(table: ReferenceTable, socket: Socket, batch: number): Promise<void> {
  for (let sent = 0; ; ) {
    const messages = table.after(CONVERSATION, sent, batch);
    const end = messages.at(-1);
    if (end === undefined) {
      return;
    }
    sent = end.sequence;
    if (!socket.write(frame(pack(messages.map(({body}) => body))))) {
      await once(socket, 'drain');
    }
  }
}

function pack(bodies: readonly string[]): Buffer {
  return Buffer.concat(
    bodies.flatMap(body => {
      const text = Buffer.from(body);
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16LE(text.length);
      return [length, text];
    }),
  );
}

function unpack(payload: Buffer): string[] {
  const bodies: string[] = [];
  for (let start = 0; start < payload.length; ) {
    const end = start + LENGTH_BYTES + payload.readUInt16LE(start);
    bodies.push(payload.toString('utf8', start + LENGTH_BYTES, end));
    start = end;
  }
  return bodies;
}

function position(sequence: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(sequence);
  return frame(bytes);
}
