import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {backgroundEnvironment, startInBackground} from '../../../src/app/daemon/background.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-background-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

function program(source: string): string {
  const path = join(folder, 'program.mjs');
  writeFileSync(path, source);
  return path;
}

const options = () => ({profile: folder, flags: ['--port', '0'], environment: {PATH: process.env['PATH']}});

test('it gets what it needs of the environment, and nothing of the terminal', () => {
  const environment = {
    PATH: '/bin',
    HOME: '/h',
    LC_ALL: 'C',
    XDG_RUNTIME_DIR: '/r',
    NATTER_PORT: '1',
    NATTER_PLAIN: '1',
  };
  const {NATTER_PLAIN: _, ...expected} = environment;
  const more = {
    DISPLAY: ':0',
    SSH_AUTH_SOCK: '/s',
    TERM: 'xterm',
    NODE_OPTIONS: '--inspect',
    LD_PRELOAD: 'x',
  };
  expect(backgroundEnvironment({...environment, ...more})).toEqual(expected);
});

test('it is started apart from this process, and attached to once it serves', async () => {
  const source = `import {writeFileSync} from 'node:fs';
    console.log('hello');
    writeFileSync(${JSON.stringify(join(folder, 'said'))}, JSON.stringify(process.argv.slice(2)));`;
  const said = join(folder, 'said');
  const attach = async () => {
    try {
      return JSON.parse(readFileSync(said, 'utf8')) as string[];
    } catch {
      return null;
    }
  };
  expect(
    await startInBackground({...options(), command: [process.execPath, program(source)], attach}),
  ).toEqual(['daemon', '--profile', folder, '--port', '0']);
  expect(statSync(join(folder, 'daemon.log')).mode & 0o777).toBe(0o600);
});

test('one that cannot start says why', async () => {
  const source = "process.stderr.write('warming up\\nnatter: The port is taken.\\n'); process.exit(1);";
  const started = startInBackground({
    ...options(),
    command: [process.execPath, program(source)],
    attach: async () => null,
  });
  await expect(started).rejects.toMatchObject({
    code: 'CORE_GONE',
    message: 'natter does not start in the background: The port is taken.',
  });
});
