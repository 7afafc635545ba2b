import {afterEach, expect, jest, test} from '@jest/globals';
import {
  cleanUp,
  type Headless,
  startHeadless,
  startHeadlessIn,
  temporaryFolder,
} from '../support/headless.ts';

jest.setTimeout(60_000);
afterEach(cleanUp);

/** Kills the program at the moment at which it would print the first message of somebody else. */
const KILLS_ITSELF = `
  const write = process.stdout.write;
  process.stdout.write = function (text, ...rest) {
    if (String(text).includes('"event":"message"')) {
      process.kill(process.pid, 'SIGKILL');
    }
    return write.call(this, text, ...rest);
  };`;

const texts = ({lines}: Headless) => lines.filter(line => line.event === 'message').map(line => line['text']);

/** Starts the profile with nobody else there and ends it in order; gives the messages that it prints. */
async function printedBy(profile: string): Promise<readonly unknown[]> {
  const run = startHeadless(profile, '--name', 'bob');
  await run.event('ready');
  expect(await run.end()).toBe(0);
  return texts(run);
}

test('a message that was stored but not printed before a kill is printed by the next run, once', async () => {
  const profile = temporaryFolder();
  const before = startHeadless(profile, '--name', 'bob', '--requests', 'open');
  const ann = startHeadless(temporaryFolder(), '--name', 'ann');
  await ann.event('ready');
  ann.say(`/connect 127.0.0.1:${(await before.event('ready'))['port']}`, 'printed');
  await before.next(line => line['text'] === 'printed');
  expect(await before.end()).toBe(0);
  await ann.event('peer-offline');

  const preload = `data:text/javascript,${encodeURIComponent(KILLS_ITSELF)}`;
  const killed = startHeadlessIn({NODE_OPTIONS: `--import=${preload}`}, profile, '--name', 'bob');
  const {port} = await killed.event('ready');
  const gone = new Promise(resolve => killed.process.on('close', (_, signal) => resolve(signal)));
  ann.say(`/connect 127.0.0.1:${port}`, 'stored, then killed');
  expect(await gone).toBe('SIGKILL');
  expect(texts(killed)).toEqual([]);
  await ann.kill('SIGKILL');

  expect(await printedBy(profile)).toEqual(['stored, then killed']);
  expect(await printedBy(profile)).toEqual([]);
});
