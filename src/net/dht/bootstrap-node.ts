import {once} from 'node:events';
import type HyperDHT from 'hyperdht';
import {NatterError} from '../../lib/errors.ts';
import {connectTexts} from '../../lib/texts/connect.ts';
import {listenError} from '../transport/socket-errors.ts';
import type {Where} from '../transport/transport.ts';

/** Nodes by which others find a hash table. */
export type BootstrapNode = Where & {
  /** The ports of all of them, UDP. */
  readonly ports: readonly number[];
  readonly close: () => Promise<void>;
};

/**
 * A router is judged by the ports that some nodes see: with fewer no way is opened through it, and nobody who is asked to open
 * one goes on.
 */
const NODES = 4;
const HIGHEST_PORT = 65_535;

/**
 * Starts nodes that others begin with, where no others are needed: one at this port, and more at those that follow. `host` is the
 * address by which others reach them. Throws `FLAG_INVALID` for what is no single IPv4 address and port, `PORT_TAKEN`,
 * `LISTEN_FAILED`.
 */
export async function startBootstrapNode({host, port}: Where): Promise<BootstrapNode> {
  const {default: Dht} = await import('hyperdht');
  const bind = host.startsWith('127.') ? host : '0.0.0.0';
  const nodes: HyperDHT[] = [];

  async function start(
    at: number,
    options: {readonly bootstrap?: readonly Where[]; readonly anyPort?: true},
  ) {
    let node: HyperDHT;
    try {
      node = Dht.bootstrapper(at, host, {host: bind, ...options});
    } catch (cause) {
      throw new NatterError('FLAG_INVALID', connectTexts.listen.bootstrapAddress, {cause});
    }
    nodes.push(node);
    const failed = once(node, 'error').then(([error]) => Promise.reject(error));
    try {
      await Promise.race([node.fullyBootstrapped(), failed]);
    } catch (error) {
      throw listenError(error, {host, port: at});
    }
    failed.catch(() => {});
  }

  const close = async () => void (await Promise.all(nodes.map(node => node.destroy())));
  try {
    await start(port, {});
    for (let next = 1; next < NODES; next++) {
      const at = port + next <= HIGHEST_PORT ? port + next : port - next;
      await start(at, {bootstrap: [{host, port}], anyPort: true});
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {host, port, ports: nodes.map(node => node.address().port), close};
}
