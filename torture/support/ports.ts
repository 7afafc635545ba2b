import {once} from 'node:events';
import {type AddressInfo, createServer} from 'node:net';

/** A port that nobody listens on at the moment, for a process that must come back at the same one. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer();
  server.listen(0, host);
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether this machine has an address; all of 127.0.0.0/8 on Linux, elsewhere often only 127.0.0.1. */
export async function hasAddress(host: string): Promise<boolean> {
  try {
    await freePort(host);
    return true;
  } catch {
    return false;
  }
}
