import {chmodSync, lstatSync, rmSync} from 'node:fs';
import {connect, createServer, type Socket} from 'node:net';
import {NatterError} from '../../lib/errors.ts';
import {connectTexts} from '../../lib/texts/connect.ts';
import {createLineReader, toLine, toSharedLine} from './json-lines.ts';
import {checkSocketFolder, prepareSocketFolder, type SocketPlace} from './socket-folder.ts';

/** A line of a client may have so many bytes. */
export const MAX_LINE_BYTES = 2 ** 20;
/** One of a core: a page of long messages is far larger than anything that is asked. */
const MAX_ANSWER_BYTES = 64 * 2 ** 20;
/** Beyond so many bytes that the other side has not read, it is cut off or told to begin again. */
export const MAX_UNREAD_BYTES = 8 * 2 ** 20;
const MAX_CLIENTS = 128;
/** Lines of one client that may be under way; the next ones stay in its socket. */
const MAX_UNDER_WAY = 256;
/** How long an end waits for clients to read what was sent, milliseconds. */
const END_PATIENCE = 500;

/** One end of a local connection that carries lines of JSON. */
export type LocalLink = {
  readonly send: (value: unknown) => void;
  /** Sends an object that others get, too, and which does not change. */
  readonly sendShared: (value: object) => void;
  /** Bytes that wait for the other side to read. */
  readonly unread: () => number;
  /** Ends it once what waits was read. */
  readonly end: () => void;
  /** Ends it now. */
  readonly destroy: () => void;
};

export type LinkHandlers = {
  /** Takes a value. While many promises that it returned are open, no more is read. */
  readonly onValue: (value: unknown) => void | Promise<void>;
  /** The other side has read all that waited. */
  readonly onDrain?: () => void;
  /** It will end: no more values come, and what waits for something is to be answered as it stands. */
  readonly onEnding?: () => void;
  /** All that was taken is answered, none is taken any more. */
  readonly onSettled?: () => void;
  /** It is over, for whatever reason. Called once. */
  readonly onClose: () => void;
};

export type LocalServer = {
  /** Takes no more values; resolves once those that were taken are answered, or after a moment. */
  readonly settle: () => Promise<void>;
  /** Takes no more clients and ends those that are there. */
  readonly close: () => Promise<void>;
};

/**
 * Serves a local socket. Call it only while holding the lock of the profile that the path was made of: then a socket that is
 * in the way is left over and can be removed. Throws SOCKET_UNSAFE or SOCKET_FAILED.
 */
export async function serveLocal(
  path: string,
  place: SocketPlace,
  onClient: (link: LocalLink) => LinkHandlers,
): Promise<LocalServer> {
  prepareSocketFolder(path, place);
  removeLeftOver(path, place);
  const clients = new Set<Attached>();
  const server = createServer(socket => {
    if (clients.size >= MAX_CLIENTS) {
      socket.destroy();
      return;
    }
    const client = attach(socket, onClient, MAX_LINE_BYTES);
    clients.add(client);
    socket.once('close', () => clients.delete(client));
  });
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(path, resolve);
  try {
    await promise;
    if (place.platform !== 'win32') {
      chmodSync(path, 0o600);
    }
  } catch (cause) {
    server.close();
    throw new NatterError('SOCKET_FAILED', connectTexts.socket.cannotOpen(path), {cause});
  }
  server.on('error', () => {}); // such as too many open files: this client is lost, the socket stays
  server.unref();
  return {
    async settle() {
      await Promise.all([...clients].map(client => client.settle()));
    },
    close() {
      for (const {link} of clients) {
        link.end();
        setTimeout(link.destroy, END_PATIENCE).unref();
      }
      return new Promise(resolved => server.close(() => resolved()));
    },
  };
}

/** Connects to whoever serves a socket; null if nobody does. Throws SOCKET_UNSAFE if others could be behind it. */
export async function connectLocal(
  path: string,
  place: SocketPlace,
  onOpen: (link: LocalLink) => LinkHandlers,
): Promise<LocalLink | null> {
  if (place.platform !== 'win32') {
    const stats = lstatSync(path, {throwIfNoEntry: false});
    if (!stats) {
      return null;
    }
    checkSocketFolder(path, place);
    if (!stats.isSocket() || (place.user !== undefined && stats.uid !== place.user)) {
      throw new NatterError('SOCKET_UNSAFE', connectTexts.socket.notYours(path));
    }
  }
  const socket = connect(path);
  const {promise, resolve} = Promise.withResolvers<boolean>();
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  return (await promise) ? attach(socket, onOpen, MAX_ANSWER_BYTES).link : null;
}

/** A socket that carries lines. */
type Attached = {readonly link: LocalLink; readonly settle: () => Promise<void>};

function attach(socket: Socket, onOpen: (link: LocalLink) => LinkHandlers, maxBytes: number): Attached {
  let underWay = 0;
  /** Called when nothing is under way any more; null as long as values are taken. */
  let onSettled: (() => void) | null = null;
  const link: LocalLink = {
    send: value => write(() => toLine(value)),
    sendShared: value => write(() => toSharedLine(value)),
    unread: () => socket.writableLength,
    end: () => socket.end(),
    destroy: () => socket.destroy(),
  };
  const handlers = onOpen(link);
  const reader = createLineReader(maxBytes, take, () => socket.destroy());
  socket.on('data', chunk => reader.push(chunk));
  socket.on('drain', () => handlers.onDrain?.());
  socket.on('error', () => {}); // its end is what matters
  socket.once('close', handlers.onClose);
  return {link, settle};

  function write(line: () => string | Buffer): void {
    if (!socket.writable) {
      return;
    }
    if (socket.writableCorked === 0) {
      socket.cork(); // what is sent in one turn goes in one write
      process.nextTick(() => socket.uncork());
    }
    socket.write(line());
  }

  async function settle(): Promise<void> {
    if (onSettled !== null) {
      return;
    }
    const settled = new Promise<void>(resolve => {
      onSettled = resolve;
    });
    handlers.onEnding?.();
    if (underWay > 0) {
      const timeout = new Promise<void>(resolve => setTimeout(resolve, END_PATIENCE).unref());
      await Promise.race([settled, timeout]);
    }
    if (underWay === 0) {
      handlers.onSettled?.();
    }
  }

  function take(value: unknown): void {
    if (onSettled !== null) {
      return;
    }
    const taken = handlers.onValue(value);
    if (taken !== undefined) {
      underWay += 1;
      if (underWay >= MAX_UNDER_WAY) {
        socket.pause();
      }
      void taken.finally(() => {
        underWay -= 1;
        if (onSettled === null && underWay < MAX_UNDER_WAY) {
          socket.resume();
        } else if (underWay === 0) {
          onSettled?.();
        }
      });
    }
  }
}

function removeLeftOver(path: string, place: SocketPlace): void {
  const stats = place.platform === 'win32' ? undefined : lstatSync(path, {throwIfNoEntry: false});
  if (stats?.isSocket()) {
    rmSync(path, {force: true});
  } else if (stats) {
    throw new NatterError('SOCKET_UNSAFE', connectTexts.socket.inTheWay(path));
  }
}
