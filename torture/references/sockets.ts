import {fork} from 'node:child_process';
import {once} from 'node:events';

const RAW_END = new URL('./raw-end.ts', import.meta.url);

/**
 * Messages a second through a raw pair of sockets between two processes: each message one write, and one
 * answer when all have come. What natter could reach if it kept nothing and hid nothing.
 */
export async function measureSockets(count: number, length: number): Promise<number> {
  const parameters = [String(count), String(length)];
  const options = {stdio: ['ignore', 'inherit', 'inherit', 'ipc']} as const;
  const receiver = fork(RAW_END, ['receive', ...parameters], {...options, stdio: [...options.stdio]});
  const [port] = await once(receiver, 'message');
  const sender = fork(RAW_END, ['send', ...parameters, String(port)], {
    ...options,
    stdio: [...options.stdio],
  });
  const [seconds] = await once(sender, 'message');
  receiver.disconnect();
  sender.disconnect();
  await Promise.all([once(receiver, 'exit'), once(sender, 'exit')]);
  return count / Number(seconds);
}
