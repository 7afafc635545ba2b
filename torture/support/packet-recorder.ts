import {spawn, spawnSync} from 'node:child_process';
import type {Machine} from './nat-lab.ts';

/** Every frame of an Ethernet device that goes in or out of a machine, one line of hexadecimal digits each. */
const RECORDER = `
import socket, sys
sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
sys.stdout.write('ready\\n')
sys.stdout.flush()
while True:
    frame, (device, *_) = sniffer.recvfrom(65535)
    if device != 'lo':
        sys.stdout.write(frame.hex() + '\\n')
        sys.stdout.flush()
`;

/** What went over the network of a machine. */
export type Recording = {
  /** Ends it and gives back all frames. */
  readonly end: () => Promise<readonly Buffer[]>;
};

/** Why nothing can be recorded here, in one line, or null. */
export function noRecorder(): string | null {
  return spawnSync('python3', ['--version']).error === undefined
    ? null
    : 'skipped: needs the command python3';
}

/** Begins to record; resolves once it does. */
export async function record({wrapper}: Machine): Promise<Recording> {
  const [command = '', ...parameters] = [...wrapper, 'python3', '-c', RECORDER];
  const child = spawn(command, parameters, {stdio: ['ignore', 'pipe', 'ignore']});
  let text = '';
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  child.stdout.setEncoding('utf8').on('data', more => {
    text += more;
    resolve();
  });
  const ended = new Promise<void>(resolved => child.on('close', () => resolved()));
  void ended.then(() => reject(new Error('nothing can be recorded here')));
  await promise;
  return {
    async end() {
      child.kill('SIGKILL');
      await ended;
      const lines = text.split('\n').filter(line => /^([0-9a-f]{2})+$/.test(line));
      return lines.map(line => Buffer.from(line, 'hex'));
    },
  };
}
