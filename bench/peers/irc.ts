/** A client of an IRC server, in as many lines as the bench needs. */
import {once} from 'node:events';
import {connect as dial, type Socket} from 'node:net';
import {createInterface} from 'node:readline';
import {type ChatKind, serveChatEnd} from './chat-driver.ts';

const CHANNEL = '#bench';

let socket: Socket;
let heard: () => void = () => {};

serveChatEnd({
  open: async () => '',
  connect,
  async say(text) {
    if (!socket.write(`PRIVMSG ${CHANNEL} :${text}\r\n`)) {
      await once(socket, 'drain');
    }
  },
  listen(listener) {
    heard = listener;
  },
} satisfies ChatKind);

async function connect(port: string): Promise<void> {
  const joined = Promise.withResolvers<void>();
  socket = dial({host: '127.0.0.1', port: Number(port), noDelay: true});
  const lines = createInterface({input: socket});
  lines.on('line', line => {
    const [from, command] = line.split(' ', 2);
    if (command === 'PRIVMSG') {
      heard();
    } else if (command === '001') {
      socket.write(`JOIN ${CHANNEL}\r\n`);
    } else if (command === '366') {
      joined.resolve();
    } else if (from === 'PING') {
      socket.write(`PONG ${command}\r\n`);
    }
  });
  socket.write(`NICK b${process.pid}\r\nUSER bench 0 * :bench\r\n`);
  await joined.promise;
}
