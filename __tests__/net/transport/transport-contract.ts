import {once} from 'node:events';
import type {Duplex} from 'node:stream';
import {afterEach, describe, expect, test} from '@jest/globals';
import type {Connection, Listener, Transport} from '../../../src/net/transport/transport.ts';

/** Two machines on one network, for one test. */
export type Subject = {
  readonly server: Transport;
  readonly client: Transport;
  readonly path: string;
  /** Where the server can listen and be reached, and how it sees the client. */
  readonly serverHost: string;
  readonly clientHost: string;
  readonly missingHost: string;
};

/** What every transport must do. Each implementation runs it on itself. */
export function transportContract(name: string, make: () => Subject): void {
  describe(`the contract of transports: ${name}`, () => {
    const listeners: Listener[] = [];
    const streams: Duplex[] = [];
    const never = new AbortController().signal;

    afterEach(async () => {
      for (const stream of streams.splice(0)) {
        stream.destroy();
      }
      await Promise.all(listeners.splice(0).map(listener => listener.close()));
    });

    async function listen(
      subject: Subject,
      accept: (connection: Connection) => void,
      port = 0,
    ): Promise<Listener> {
      const listener = await subject.server.listen({host: subject.serverHost, port}, connection => {
        streams.push(connection.stream);
        accept(connection);
      });
      listeners.push(listener);
      return listener;
    }

    /** A connection as both ends see it. */
    async function connect(
      subject: Subject,
    ): Promise<{ours: Connection; theirs: Connection; listener: Listener}> {
      const accepted = Promise.withResolvers<Connection>();
      const listener = await listen(subject, accepted.resolve);
      const ours = await subject.client.dial({host: subject.serverHost, port: listener.port}, never);
      streams.push(ours.stream);
      return {ours, theirs: await accepted.promise, listener};
    }

    test('opens a free port for port 0 and says which', async () => {
      const subject = make();
      const listener = await listen(subject, () => {});
      expect(listener.host).toBe(subject.serverHost);
      expect(listener.port).toBeGreaterThan(0);
    });

    test('says where both ends are', async () => {
      const subject = make();
      const {ours, theirs, listener} = await connect(subject);
      expect(ours.remoteHost).toBe(subject.serverHost);
      expect(ours.remoteAddress).toBe(`${subject.serverHost}:${listener.port}`);
      expect(theirs.remoteHost).toBe(subject.clientHost);
      expect([ours.path, theirs.path]).toEqual([subject.path, subject.path]);
      expect(theirs.remoteAddress).toMatch(new RegExp(`^${subject.clientHost}:\\d+$`));
    });

    test('carries bytes both ways', async () => {
      const {ours, theirs} = await connect(make());
      ours.stream.write('ping');
      expect(String(await firstOf(theirs.stream))).toBe('ping');
      theirs.stream.write('pong');
      expect(String(await firstOf(ours.stream))).toBe('pong');
    });

    test('keeps a megabyte in order and whole', async () => {
      const {ours, theirs} = await connect(make());
      const sent = Buffer.from(
        Uint8Array.from({length: 1 << 20}, (_, index) => (index * 31 + (index >> 8)) & 0xff),
      );
      for (let start = 0; start < sent.length; start += 10_000) {
        ours.stream.write(sent.subarray(start, start + 10_000));
      }
      ours.stream.end();
      expect(sent.equals(await everythingOf(theirs.stream))).toBe(true);
    });

    test('an orderly end comes after all bytes, and ends the other direction too', async () => {
      const {ours, theirs} = await connect(make());
      ours.stream.end('the last words');
      expect(String(await everythingOf(theirs.stream))).toBe('the last words');
      await Promise.all([closed(ours.stream), closed(theirs.stream)]);
    });

    test('a destroyed end closes the other one', async () => {
      const {ours, theirs} = await connect(make());
      theirs.stream.resume();
      ours.stream.destroy();
      await closed(theirs.stream);
    });

    test('an error that nobody listens for does not end the process', async () => {
      const {ours, theirs} = await connect(make());
      ours.stream.destroy(new Error('broken on purpose'));
      theirs.stream.resume();
      await Promise.all([closed(ours.stream), closed(theirs.stream)]);
    });

    test('a reader that stops holds the writer back, and goes on where it stopped', async () => {
      const {ours, theirs} = await connect(make());
      const chunk = Buffer.alloc(64 * 1024, 7);
      theirs.stream.pause();
      let written = 0;
      for (let stuck = 0; stuck < 50; ) {
        if (ours.stream.writableNeedDrain) {
          await new Promise(setImmediate); // stuck is what stays full while it could have been emptied
          stuck++;
        } else {
          ours.stream.write(chunk);
          written += chunk.length;
          stuck = 0;
        }
      }
      expect(ours.stream.writableLength).toBeGreaterThan(0);

      const drained = once(ours.stream, 'drain');
      const everything = everythingOf(theirs.stream);
      theirs.stream.resume();
      await drained;
      ours.stream.end();
      expect((await everything).length).toBe(written);
    });

    test('refuses a port that is taken', async () => {
      const subject = make();
      const {port} = await listen(subject, () => {});
      await expect(listen(subject, () => {}, port)).rejects.toMatchObject({
        code: 'PORT_TAKEN',
        message: expect.stringContaining(String(port)),
      });
    });

    test('closing a listener frees its port and leaves its connections alone', async () => {
      const subject = make();
      const {ours, theirs, listener} = await connect(subject);
      await listener.close();
      await listen(subject, () => {}, listener.port);
      ours.stream.write('still here');
      expect(String(await firstOf(theirs.stream))).toBe('still here');
    });

    test('a port without a listener refuses', async () => {
      const subject = make();
      const {host, port, close} = await listen(subject, () => {});
      await close();
      await expect(subject.client.dial({host, port}, never)).rejects.toMatchObject({
        code: 'DIAL_REFUSED',
        message: expect.stringContaining(`${host}:${port}`),
      });
    });

    test('a host that does not exist is not found', async () => {
      const {client, missingHost} = make();
      await expect(client.dial({host: missingHost, port: 4242}, never)).rejects.toMatchObject({
        code: 'HOST_NOT_FOUND',
        message: expect.stringContaining(missingHost),
      });
    });

    test('dialling can be cancelled, before and while it goes on', async () => {
      const subject = make();
      const {host, port} = await listen(subject, () => {});
      await expect(subject.client.dial({host, port}, AbortSignal.abort())).rejects.toMatchObject({
        code: 'DIAL_CANCELLED',
      });
      const cancel = new AbortController();
      const dialling = subject.client.dial({host, port}, cancel.signal);
      cancel.abort();
      await expect(dialling).rejects.toMatchObject({code: 'DIAL_CANCELLED'});
    });
  });
}

async function firstOf(stream: Duplex): Promise<unknown> {
  const [chunk] = await once(stream, 'data');
  return chunk;
}

async function everythingOf(stream: Duplex): Promise<Buffer> {
  const chunks: Buffer[] = [];
  stream.on('data', chunk => chunks.push(chunk));
  await once(stream, 'end');
  return Buffer.concat(chunks);
}

async function closed(stream: Duplex): Promise<void> {
  if (!stream.closed) {
    await new Promise<void>(resolve => stream.once('close', resolve));
  }
}
