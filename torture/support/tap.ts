import {once} from 'node:events';
import {type AddressInfo, connect, createServer} from 'node:net';

/** Stands between two processes and keeps what the one that dials says. */
export type Tap = {
  readonly address: string;
  /** The bytes of each connection, in the pieces they came in. */
  readonly recorded: readonly (readonly Buffer[])[];
  readonly close: () => Promise<void>;
};

/** Opens a tap in front of a port on loopback. */
export async function openTap(target: {readonly host: string; readonly port: number}): Promise<Tap> {
  const recorded: Buffer[][] = [];
  const server = createServer({noDelay: true}, near => {
    const pieces: Buffer[] = [];
    recorded.push(pieces);
    const far = connect({...target, noDelay: true});
    near.on('data', (piece: Buffer) => pieces.push(Buffer.from(piece)));
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    recorded,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
