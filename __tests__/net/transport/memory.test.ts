import {once} from 'node:events';
import {expect, test} from '@jest/globals';
import {createMemoryNetwork, memory} from '../../../src/net/transport/memory.ts';
import type {Connection} from '../../../src/net/transport/transport.ts';
import {transportContract} from './transport-contract.ts';

transportContract('memory', () => {
  const network = createMemoryNetwork();
  return {
    server: memory(network, 'server'),
    client: memory(network, 'client'),
    path: 'memory',
    serverHost: 'server',
    clientHost: 'client',
    missingHost: 'nowhere',
  };
});

test('a cut ends every stream as a reset does', async () => {
  const {network, ours, theirs} = await connect();
  const errors = [once(ours.stream, 'error'), once(theirs.stream, 'error')];
  network.cut();
  const codes = (await Promise.all(errors)).map(([error]) => error.code);
  expect(codes).toEqual(['ECONNRESET', 'ECONNRESET']);
});

test('a stalled network delivers later what was sent meanwhile', async () => {
  const {network, ours, theirs} = await connect();
  const received: string[] = [];
  theirs.stream.on('data', chunk => received.push(String(chunk)));
  network.stall();
  ours.stream.write('held back');
  for (let turn = 0; turn < 10; turn++) {
    await new Promise(setImmediate);
  }
  expect(received).toEqual([]);
  const data = once(theirs.stream, 'data');
  network.flow();
  await data;
  expect(received).toEqual(['held back']);
});

test('two networks do not know each other', async () => {
  memory(createMemoryNetwork(), 'server');
  const stranger = memory(createMemoryNetwork(), 'client');
  const dialling = stranger.dial({host: 'server', port: 1}, new AbortController().signal);
  await expect(dialling).rejects.toMatchObject({code: 'HOST_NOT_FOUND'});
});

async function connect() {
  const network = createMemoryNetwork();
  const accepted = Promise.withResolvers<Connection>();
  await memory(network, 'server').listen({host: 'server', port: 1}, accepted.resolve);
  const ours = await memory(network, 'client').dial({host: 'server', port: 1}, new AbortController().signal);
  return {network, ours, theirs: await accepted.promise};
}
