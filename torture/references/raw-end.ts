/** One end of a raw pair of sockets. Parameters: send or receive, messages, bytes of each, port (to send). */
import {once} from 'node:events';
import {type AddressInfo, connect, createServer} from 'node:net';

const [role, count = '0', length = '0', port = '0'] = process.argv.slice(2);
const total = Number(count) * Number(length);

if (role === 'receive') {
  await receive();
} else {
  await send();
}

async function receive(): Promise<void> {
  const server = createServer({noDelay: true}, socket => {
    let bytes = 0;
    socket.on('data', chunk => {
      bytes += chunk.length;
      if (bytes === total) {
        socket.end('all');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.((server.address() as AddressInfo).port);
  process.once('disconnect', () => process.exit());
}

async function send(): Promise<void> {
  const socket = connect({host: '127.0.0.1', port: Number(port), noDelay: true});
  await once(socket, 'connect');
  const message = Buffer.alloc(Number(length), 'x');
  const begin = performance.now();
  for (let sent = 0; sent < Number(count); sent++) {
    if (!socket.write(message)) {
      await once(socket, 'drain');
    }
  }
  await once(socket, 'data');
  process.send?.((performance.now() - begin) / 1000);
  process.once('disconnect', () => process.exit());
}
