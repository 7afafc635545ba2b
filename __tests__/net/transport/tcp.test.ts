import type {LookupFunction} from 'node:net';
import {networkInterfaces} from 'node:os';
import {afterEach, describe, expect, test} from '@jest/globals';
import {dialError, listenError} from '../../../src/net/transport/socket-errors.ts';
import {tcp} from '../../../src/net/transport/tcp.ts';
import type {Connection, Listener} from '../../../src/net/transport/transport.ts';
import {transportContract} from './transport-contract.ts';

const never = new AbortController().signal;
const listeners: Listener[] = [];

afterEach(async () => {
  await Promise.all(listeners.splice(0).map(listener => listener.close()));
});

/** A resolver that knows one name, offline. */
const lookup: LookupFunction = (hostname, _options, callback) => {
  if (hostname === 'both.test') {
    callback(null, [
      {address: '::1', family: 6},
      {address: '127.0.0.1', family: 4},
    ]);
  } else {
    callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {code: 'ENOTFOUND'}), '', 0);
  }
};

transportContract('tcp', () => ({
  server: tcp(),
  client: tcp({lookup}),
  path: 'direct',
  serverHost: '127.0.0.1',
  clientHost: '127.0.0.1',
  missingHost: 'nobody.test',
}));

describe('tcp', () => {
  test.each(['fe80::1%nosuch', 'fe80::1%99999999'])('refuses a zone that is none here: %s', async host => {
    await expect(tcp().dial({host, port: 4242}, never)).rejects.toMatchObject({code: 'ADDRESS_INVALID'});
  });

  test('listens on all interfaces and shows IPv4 peers as such', async () => {
    const accepted = Promise.withResolvers<Connection>();
    const listener = await listen('::', accepted.resolve);
    expect(['::', '0.0.0.0']).toContain(listener.host);
    const {stream} = await tcp().dial({host: '127.0.0.1', port: listener.port}, never);
    const {stream: other, remoteHost, remoteAddress} = await accepted.promise;
    expect(remoteHost).toBe('127.0.0.1');
    expect(remoteAddress).toMatch(/^127\.0\.0\.1:\d+$/);
    stream.destroy();
    other.destroy();
  });

  const hasIpv6 = Object.values(networkInterfaces()).some(list =>
    list?.some(({address}) => address === '::1'),
  );

  (hasIpv6 ? test : test.skip)('writes IPv6 peers in brackets, but their host without', async () => {
    const accepted = Promise.withResolvers<Connection>();
    const listener = await listen('::1', accepted.resolve);
    const {stream} = await tcp().dial({host: '::1', port: listener.port}, never);
    const {stream: other, remoteHost, remoteAddress} = await accepted.promise;
    expect(remoteHost).toBe('::1');
    expect(remoteAddress).toMatch(/^\[::1\]:\d+$/);
    stream.destroy();
    other.destroy();
  });

  test('goes on to the next address of a name', async () => {
    const accepted = Promise.withResolvers<Connection>();
    const listener = await listen('127.0.0.1', accepted.resolve); // nobody listens on ::1
    const {stream} = await tcp({lookup}).dial({host: 'both.test', port: listener.port}, never);
    (await accepted.promise).stream.destroy();
    stream.destroy();
  });

  test('an address that is not of this machine', async () => {
    await expect(tcp().listen({host: '192.0.2.1', port: 0}, () => {})).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringContaining('192.0.2.1'),
    });
  });
});

describe('errors for people', () => {
  const where = {host: 'example.org', port: 4242};

  test.each([
    ['ENOTFOUND', 'HOST_NOT_FOUND', /no host named "example.org"/],
    ['EAI_AGAIN', 'HOST_NOT_FOUND', /could not be looked up right now/],
    ['ECONNREFUSED', 'DIAL_REFUSED', /Nothing is listening at example.org:4242/],
    ['ECONNRESET', 'NOT_NATTER', /example.org:4242 took the connection and closed it/],
    ['ETIMEDOUT', 'DIAL_TIMEOUT', /Nobody answered at example.org:4242/],
    ['EHOSTUNREACH', 'HOST_UNREACHABLE', /no route to example.org:4242 \(EHOSTUNREACH\)/],
    ['ENETUNREACH', 'HOST_UNREACHABLE', /ENETUNREACH/],
    ['EADDRNOTAVAIL', 'HOST_UNREACHABLE', /EADDRNOTAVAIL/],
  ])('dialling ends with %s', (system, code, message) => {
    const error = dialError(systemError(system), where);
    expect(error).toMatchObject({code, message: expect.stringMatching(message)});
  });

  test('of several addresses the one that refused speaks', () => {
    const error = new AggregateError([systemError('ENETUNREACH'), systemError('ECONNREFUSED')]);
    expect(dialError(error, where).code).toBe('DIAL_REFUSED');
  });

  test.each([
    ['EADDRINUSE', 'PORT_TAKEN', /Port 4242 is used/],
    ['EACCES', 'LISTEN_FAILED', /above 1023/],
    ['EADDRNOTAVAIL', 'LISTEN_FAILED', /no address "example.org"/],
    ['EMFILE', 'LISTEN_FAILED', /EMFILE/],
  ])('listening ends with %s', (system, code, message) => {
    const error = listenError(systemError(system), where);
    expect(error).toMatchObject({code, message: expect.stringMatching(message)});
  });
});

async function listen(host: string, accept: (connection: Connection) => void): Promise<Listener> {
  const listener = await tcp().listen({host, port: 0}, accept);
  listeners.push(listener);
  return listener;
}

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), {code});
}
