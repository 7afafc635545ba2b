import {once} from 'node:events';
import {NatterError} from '../../lib/errors.ts';
import {connectTexts} from '../../lib/texts/connect.ts';
import {listenError} from '../transport/socket-errors.ts';
import type {Where} from '../transport/transport.ts';

/** A node by which others find the hash table. */
export type BootstrapNode = Where & {readonly close: () => Promise<void>};

/**
 * Starts a node that others begin with; it knows no other one. `host` is the address by which they reach it. Throws
 * `FLAG_INVALID` for what is no single IPv4 address and port, `PORT_TAKEN`, `LISTEN_FAILED`.
 */
export async function startBootstrapNode({host, port}: Where): Promise<BootstrapNode> {
  const {default: Dht} = await import('hyperdht');
  let node: InstanceType<typeof Dht>;
  try {
    node = Dht.bootstrapper(port, host, {host: host.startsWith('127.') ? host : '0.0.0.0'});
  } catch (cause) {
    throw new NatterError('FLAG_INVALID', connectTexts.listen.bootstrapAddress, {cause});
  }
  const failed = once(node, 'error').then(([error]) => Promise.reject(error));
  try {
    await Promise.race([node.fullyBootstrapped(), failed]);
  } catch (error) {
    throw listenError(error, {host, port});
  }
  failed.catch(() => {});
  return {host, port, close: () => node.destroy()};
}
