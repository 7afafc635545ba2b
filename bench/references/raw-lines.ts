import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {connect, createServer, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {quantile} from '../statistics.ts';

const LINE = `${'x'.repeat(400)}\n`;

/** Lines over a bare unix socket in one process, one after the other: the 99th percentile, microseconds. */
export async function timeRawLines(count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'natter-bench-'));
  const server = createServer().listen(join(folder, 'raw.sock'));
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const client = connect(join(folder, 'raw.sock'));
  const [[socket]] = await Promise.all([connected, once(client, 'connect')]);
  const times: number[] = [];
  for (let sent = 0; sent < count; sent++) {
    const begin = performance.now();
    socket.write(LINE);
    await once(client, 'data');
    times.push(1000 * (performance.now() - begin));
  }
  client.destroy();
  server.close();
  rmSync(folder, {recursive: true, force: true});
  return quantile(times, 0.99);
}
