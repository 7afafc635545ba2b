/** cabal-core: two cabals that replicate over a raw socket on loopback, without its discovery. */
import {once} from 'node:events';
import {type AddressInfo, createServer, connect as dial} from 'node:net';
import type {Duplex} from 'node:stream';
import {type ChatKind, serveChatEnd} from './chat-driver.ts';
import {load} from './installed.ts';

/** What is used of cabal, whose types are not there. */
type Cabal = {
  readonly ready: (callback: () => void) => void;
  readonly getLocalKey: (callback: (error: Error | null, key: string) => void) => void;
  readonly replicate: (initiator: boolean, options: {readonly live: boolean}) => Duplex;
  readonly publish: (message: object, callback: (error: Error | null) => void) => void;
  readonly messages: {
    readonly events: {
      readonly on: (channel: string, listener: (message: {readonly key: string}) => void) => void;
    };
  };
};

const CHANNEL = 'default';
/** Everybody who knows it belongs to the cabal. */
const KEY = 'ab'.repeat(32);

const {default: create} = await load<{default: (folder: string, key: string) => Cabal}>('cabal-core');
let cabal: Cabal;
let own = '';

serveChatEnd({open, connect, say, listen} satisfies ChatKind);

async function open(folder: string): Promise<string> {
  cabal = create(folder, KEY);
  await new Promise<void>(resolve => cabal.ready(resolve));
  own = await new Promise(resolve => cabal.getLocalKey((_, key) => resolve(key)));
  const server = createServer({noDelay: true}, socket => join(socket, false));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return String((server.address() as AddressInfo).port);
}

async function connect(address: string): Promise<void> {
  const socket = dial({host: '127.0.0.1', port: Number(address), noDelay: true});
  await once(socket, 'connect');
  join(socket, true);
}

function join(socket: Duplex, initiator: boolean): void {
  const stream = cabal.replicate(initiator, {live: true});
  socket.on('error', () => {});
  stream.on('error', () => {});
  socket.pipe(stream).pipe(socket);
}

function say(text: string): Promise<void> {
  const message = {type: 'chat/text', content: {channel: CHANNEL, text}};
  return new Promise((resolve, reject) => {
    cabal.publish(message, error => (error === null || error === undefined ? resolve() : reject(error)));
  });
}

function listen(heard: () => void): void {
  cabal.messages.events.on(CHANNEL, message => {
    if (message.key !== own) {
      heard();
    }
  });
}
