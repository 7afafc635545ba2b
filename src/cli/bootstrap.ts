import {endWithinBound} from '../app/process-end.ts';
import {cliTexts} from '../lib/texts/cli.ts';
import {startBootstrapNode} from '../net/dht/bootstrap-node.ts';
import {interruption} from './signals.ts';

const DEFAULT_PORT = 49_737;

/** Runs a node that others begin with, until the process is asked to end. Throws what keeps it from beginning. */
export async function runBootstrapNode(
  {host, port}: {readonly host: string | undefined; readonly port: number | undefined},
  {stdout}: Pick<NodeJS.Process, 'stdout'>,
): Promise<number> {
  const node = await startBootstrapNode({host: host ?? '', port: port ?? DEFAULT_PORT});
  stdout.write(
    `${cliTexts.bootstrap.runs(node.host, node.ports)}"bootstrap": ["${node.host}:${node.port}"]\n`,
  );
  await interruption();
  endWithinBound(1);
  await node.close();
  return 0;
}
