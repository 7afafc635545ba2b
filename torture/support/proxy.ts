import {once} from 'node:events';
import {connect, createServer, type Socket} from 'node:net';

/** How a connection is cut: in order, by a reset, or by silence that nobody is told of. */
export type Cut = 'fin' | 'rst' | 'stall';

/** When a connection is cut: after so many bytes, both ways counted together. */
export type Plan = {readonly how: Cut; readonly after: number};

export type ProxyOptions = {
  readonly listen: {readonly host: string; readonly port: number};
  readonly target: {readonly host: string; readonly port: number};
  /** The address that the target sees. */
  readonly from?: string;
  /** Milliseconds that each chunk is late. */
  readonly delay?: () => number;
  /** Asked for each new connection; null: it is left alone. */
  readonly plan?: () => Plan | null;
  /** A plan was carried out. */
  readonly cut?: (how: Cut) => void;
};

/** Stands between two processes and carries their bytes, or does not. */
export type TcpProxy = {
  /** Connections under way. */
  readonly open: () => number;
  /** Cuts what is open now. */
  readonly cutAll: (how: Cut) => void;
  /** Whether new connections are let through; if not, they are reset. */
  readonly admit: (admitting: boolean) => void;
  readonly close: () => Promise<void>;
};

type Pair = {readonly near: Socket; readonly far: Socket; stalled: boolean; bytes: number};

/** Opens the proxy. */
export async function openProxy(options: ProxyOptions): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let admitting = true;

  const server = createServer({allowHalfOpen: true, noDelay: true}, near => {
    near.on('error', () => {});
    if (!admitting) {
      near.resetAndDestroy();
      return;
    }
    const source = options.from === undefined ? {} : {localAddress: options.from};
    const far = connect({...options.target, ...source, allowHalfOpen: true, noDelay: true});
    far.on('error', () => {});
    join({near, far, stalled: false, bytes: 0}, options.plan?.() ?? null);
  });
  server.listen(options.listen);
  await once(server, 'listening');

  function join(pair: Pair, plan: Plan | null): void {
    pairs.add(pair);
    carry(pair, pair.near, pair.far, plan);
    carry(pair, pair.far, pair.near, plan);
  }

  function carry(pair: Pair, from: Socket, to: Socket, plan: Plan | null): void {
    from.on('data', (chunk: Buffer) => {
      if (pair.stalled) {
        return;
      }
      const room = plan === null ? chunk.length : Math.max(0, plan.after - pair.bytes);
      pair.bytes += chunk.length;
      pass(pair, from, to, chunk.subarray(0, room));
      if (plan !== null && room < chunk.length) {
        options.cut?.(plan.how);
        cut(pair, plan.how);
      }
    });
    from.on('end', () => later(() => pair.stalled || to.end()));
    from.on('close', () => {
      if (!pair.stalled) {
        later(() => to.destroy());
      }
      if (pair.near.destroyed && pair.far.destroyed) {
        pairs.delete(pair);
      }
    });
  }

  function pass(pair: Pair, from: Socket, to: Socket, chunk: Buffer): void {
    later(() => {
      if (!pair.stalled && !to.destroyed && !to.write(chunk)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
  }

  function later(work: () => void): void {
    if (options.delay === undefined) {
      work();
    } else {
      setTimeout(work, options.delay());
    }
  }

  return {
    open: () => pairs.size,
    cutAll(how) {
      for (const pair of [...pairs]) {
        cut(pair, how);
      }
    },
    admit(let_in) {
      admitting = let_in;
    },
    async close() {
      server.close();
      for (const {near, far} of pairs) {
        near.destroy();
        far.destroy();
      }
      await once(server, 'close');
    },
  };
}

function cut(pair: Pair, how: Cut): void {
  switch (how) {
    case 'fin':
      pair.near.end();
      pair.far.end();
      break;
    case 'rst':
      pair.near.resetAndDestroy();
      pair.far.resetAndDestroy();
      break;
    case 'stall':
      break;
  }
  pair.stalled = true; // what still comes is swallowed; a side that gives up closes its own end only
}
