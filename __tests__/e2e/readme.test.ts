import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals';
import {spawn} from '@lydell/node-pty';
import {findCommand} from '../../src/commands/engine/find-command.ts';
import {parseArguments} from '../../src/commands/engine/parse-arguments.ts';
import {commands} from '../../src/commands/registry.ts';
import {cleanUp, startHeadless, temporaryFolder} from '../support/headless.ts';
import {killAll, shellEnvironment, startNatter} from '../support/shell.ts';

jest.setTimeout(60_000);

const root = new URL('../../', import.meta.url).pathname;
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The lines of all blocks in a language. */
const linesOf = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].flatMap(([, block = '']) =>
    block.trimEnd().split('\n'),
  );

/** Run on every new machine by .ci/run, which would otherwise run itself here. */
const OF_A_CLONE = ['npm install && npm start', 'npm install && npm test'];
/** Draw a screen: run on a terminal, until this stands there. */
const ON_A_TERMINAL: Readonly<Record<string, RegExp>> = {'natter --demo': /grandpa Joe/};
/** How each other line ends: its exit code, and something that it prints. */
const ENDS: Readonly<Record<string, readonly [code: number, printed: RegExp]>> = {
  'natter paths': [0, /^config +\/.*config\.json$/m],
  'natter doctor': [0, /^ok +database/m],
  'natter backup ann.backup': [0, /ann\.backup \(0\.\d MB\)/],
  'natter restore ann.backup --profile restored': [0, /^Restored to .*restored\.$/m],
  'natter send bob the build is done': [0, /^$/],
  'make 2>&1 | tail -1 | natter send bob --wait delivered=30': [0, /^$/],
  'natter contacts': [0, /^bob\t/m],
  'natter status --json': [0, /"contacts":1/],
};

let runtime: string;
let environment: NodeJS.ProcessEnv;

beforeEach(() => {
  runtime = temporaryFolder();
  const bin = join(runtime, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'natter'), `#!/bin/sh\nexec '${process.execPath}' '${root}bin/natter.js' "$@"\n`);
  writeFileSync(join(bin, 'make'), '#!/bin/sh\necho compiling\necho done\n');
  writeFileSync(join(runtime, 'passphrase'), 'correct horse\n', {mode: 0o600});
  chmodSync(join(bin, 'natter'), 0o755);
  chmodSync(join(bin, 'make'), 0o755);
  environment = {
    ...shellEnvironment(runtime),
    PATH: `${bin}${delimiter}${process.env['PATH']}`,
    NATTER_PROFILE: join(runtime, 'ann'),
    NATTER_BACKUP_PASSPHRASE_FILE: join(runtime, 'passphrase'),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
  };
});
afterEach(async () => {
  killAll();
  await cleanUp();
});

test('every line of the README that a shell takes is run', () => {
  const run = [...OF_A_CLONE, ...Object.keys(ON_A_TERMINAL), ...Object.keys(ENDS)];
  expect(linesOf('sh').sort()).toEqual(run.sort());
  const {scripts} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test']));
});

test('those for a shell do what the README says', async () => {
  const flags = ['--host', '127.0.0.1', '--port', '0'];
  const daemon = startNatter(
    runtime,
    ['daemon', '--name', 'ann', '--requests', 'open', ...flags],
    environment,
  );
  const [, port] = await daemon.printed(/port (\d+)/);
  const bob = startHeadless(join(runtime, 'bob'), '--name', 'bob');
  bob.say(`/connect 127.0.0.1:${port}`);
  await bob.event('peer-online');
  for (const line of linesOf('sh').filter(one => ENDS[one] !== undefined)) {
    const [code, printed] = ENDS[line] ?? [0, /^/];
    const ran = spawnSync('sh', ['-c', line], {cwd: runtime, env: environment, encoding: 'utf8'});
    expect({line, code: ran.status, err: ran.stderr}).toEqual({line, code, err: ''});
    expect(ran.stdout).toMatch(printed);
  }
  await bob.next(event => event.event === 'message' && event['text'] === 'done');
});

test.each(Object.entries(ON_A_TERMINAL))('on a terminal, %s', async (line, wanted) => {
  const pty = spawn('sh', ['-c', line], {cols: 80, rows: 24, cwd: runtime, env: environment as never});
  try {
    await new Promise<void>((resolve, reject) => {
      let drawn = '';
      pty.onExit(() => reject(new Error(drawn)));
      pty.onData(data => {
        drawn += data;
        if (wanted.test(drawn)) {
          resolve();
        }
      });
    });
  } finally {
    pty.kill('SIGKILL');
  }
});

describe('what the README says to type inside natter', () => {
  const typed = [
    ...linesOf('text'),
    ...[...readme.matchAll(/`(\/[a-z][^`]*)`/g)].flatMap(([, line = '']) => line),
  ];

  test.each(typed)('%s is a command with such arguments', line => {
    const [, name = '', rest = ''] = /^\/(\S+) ?(.*)$/.exec(line) ?? [];
    expect(() => parseArguments(findCommand(commands, name), rest)).not.toThrow();
  });
});

test('every file that the README shows or names is there', () => {
  const named = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
  expect(named.filter(path => !existsSync(join(root, path)))).toEqual([]);
});
