import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import {type AddressInfo, connect, createServer} from 'node:net';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

/** An IRC server on loopback. */
export type IrcServer = {readonly port: number; readonly stop: () => Promise<void>};

const PATIENCE = 5000;

/** Starts ngircd with its brake on fast writers off; resolves once it answers. */
export async function startNgircd(program: string, folder: string): Promise<IrcServer> {
  const port = await freePort();
  const file = join(folder, 'ngircd.conf');
  await writeFile(file, configuration(port), {mode: 0o600});
  const server = spawn(program, ['--nodaemon', '--config', file], {stdio: 'ignore'});
  const exited = once(server, 'exit');
  await answering(port);
  return {
    port,
    async stop() {
      server.kill();
      await exited;
    },
  };
}

function configuration(port: number): string {
  return `[Global]
Name = irc.bench.local
Info = bench
Listen = 127.0.0.1
Ports = ${port}
MotdPhrase = bench
ServerUID = ${process.getuid?.() ?? 0}
ServerGID = ${process.getgid?.() ?? 0}
[Limits]
MaxPenaltyTime = 0
MaxConnectionsIP = 0
[Options]
DNS = no
Ident = no
PAM = no
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answering(port: number): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const socket = connect({host: '127.0.0.1', port});
    const answered = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (answered) {
      return;
    }
    await sleep(50);
  }
  throw new Error('ngircd does not answer');
}
