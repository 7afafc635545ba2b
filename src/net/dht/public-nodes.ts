import {NatterError} from '../../lib/errors.ts';

/**
 * The nodes through which everybody finds the deployed hash table. Throws `DHT_UNREACHABLE` where tests run, in whatever
 * process: they have nodes of their own.
 */
export async function publicNodes(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  if (environment['JEST_WORKER_ID'] !== undefined || environment['NATTER_TEST'] !== undefined) {
    throw new NatterError('DHT_UNREACHABLE', 'Tests do not use the public nodes of the hash table.');
  }
  const {default: constants} = await import('hyperdht/lib/constants.js');
  return constants.BOOTSTRAP_NODES;
}
