import {spawnSync} from 'node:child_process';
import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals';
import {sharedFiles} from '../../scripts/shared-files.ts';
import {FLAG_NAMES, SUBCOMMANDS} from '../../src/cli/flags.ts';
import {helpText} from '../../src/cli/usage.ts';
import {loadConfig, tellUnknownNames} from '../../src/storage/profile/config-file.ts';

const at = (path: string) => fileURLToPath(new URL(`../../share/${path}`, import.meta.url));
const found = (program: string) => spawnSync(program, ['--version']).status === 0;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-shell-'));
  // Says what natter would where it runs and has contacts with such names.
  writeFileSync(
    join(folder, 'natter'),
    `#!/bin/sh\ncase "$*" in\n*paths) echo 'profile  ${folder}' ;;\n*contacts) printf 'bob\\tb-id\\nbo $(touch ${folder}/run)\\tx\\ncarol\\tc\\n' ;;\n*) echo ran "$@" done ;;\nesac\n`,
  );
  chmodSync(join(folder, 'natter'), 0o755);
  writeFileSync(join(folder, 'attach'), '');
  writeFileSync(join(folder, 'old.backup'), '');
});
afterAll(() => rmSync(folder, {recursive: true}));

test.each(Object.entries(sharedFiles()))(
  'share/%s is what the program says; `npm run readme` brings it up to date',
  (path, content) => {
    expect(readFileSync(at(path), 'utf8')).toBe(content);
  },
);

test('the example of a config is one that natter takes', () => {
  const path = join(folder, 'config.json');
  writeFileSync(path, sharedFiles()['doc/natter/config.example.json'] ?? '', {mode: 0o600});
  expect(loadConfig(path)).toMatchObject({name: 'alice', theme: 'auto', keys: {search: ['ctrl-f', 'f4']}});
  expect(tellUnknownNames(path)).toEqual([]);
});

describe('natter --help', () => {
  test('no line is longer than 80 columns', () => {
    expect(
      helpText()
        .split('\n')
        .filter(line => line.length > 80),
    ).toEqual([]);
  });

  test('every flag and every subcommand is in it', () => {
    const missing = [...FLAG_NAMES.map(name => `--${name}`), ...SUBCOMMANDS.map(({name}) => `  ${name}`)];
    expect(missing.filter(word => !helpText().includes(word))).toEqual([]);
  });
});

/** What a shell offers behind the last of some words. */
type Complete = (...words: readonly string[]) => readonly string[];

const here = () => ({
  encoding: 'utf8' as const,
  cwd: folder,
  env: {PATH: `${folder}${delimiter}${process.env['PATH']}`, HOME: folder, LC_ALL: 'C.UTF-8'},
});

const shell = (program: string, args: readonly string[]) =>
  spawnSync(program, args, here())
    .stdout.split('\n')
    .filter(line => line !== '')
    .sort();

const bash: Complete = (...words) =>
  shell('bash', [
    '-c',
    'source "$1"; shift; COMP_WORDS=(natter "$@"); COMP_CWORD=$#; _natter; printf "%s\\n" "$'.concat(
      '{COMPREPLY[@]}"',
    ),
    'bash',
    at('bash-completion/completions/natter'),
    ...words,
  ]);

const fish: Complete = (...words) =>
  shell('fish', [
    '--no-config',
    '-c',
    'source $argv[1]; complete -C $argv[2]',
    at('fish/vendor_completions.d/natter.fish'),
    ['natter', ...words].join(' '),
  ]).map(line => line.split('\t', 1)[0] ?? '');

const shells: readonly (readonly [string, Complete])[] = [
  ['bash', bash],
  ['fish', fish],
];

describe.each(shells.filter(([name]) => found(name)))('%s completes', (_, complete) => {
  test('commands', () => {
    expect(complete('s')).toEqual(['send', 'status']);
    expect(complete('daemon', '')).toEqual(expect.arrayContaining(['install', 'status', 'uninstall']));
  });

  test('flags and what stands behind them', () => {
    expect(complete('--no')).toEqual(['--no-dht', '--no-lan']);
    expect(complete('--requests', 'o')).toEqual(['open']);
    expect(complete('send', 'bob', '--wait', 'd')).toEqual(['delivered']);
  });

  test('contacts, whatever their names are', () => {
    expect(complete('send', 'bo').map(name => name.replaceAll('\\', ''))).toEqual([
      `bo $(touch ${folder}/run)`,
      'bob',
    ]);
    expect(complete('--profile', 'x', 'tail', 'c')).toEqual(['carol']);
    expect(complete('status', '')).not.toContain('bob');
    expect(shell('ls', [folder])).toEqual(['attach', 'config.json', 'natter', 'old.backup']);
  });

  test('files', () => {
    expect(complete('restore', 'ol')).toEqual(['old.backup']);
  });
});

/** What zsh runs of lines in which Tab is pressed at the end. */
function zshRuns(lines: readonly string[]): readonly string[] {
  const script = `
    zmodload zsh/zpty
    zpty z zsh -f
    zpty -w z "PS1=; autoload -Uz compinit; compinit -D -u; source $1; bindkey '^I' complete-word; echo rea''dy"
    zpty -r z said '*ready*'
    for line in "$\{@:2}"; do
      zpty -n -w z "$line"$'\\t\\n'
      zpty -r z said '*ran*done*'
      print -r -- "$said"
    done`;
  const said = spawnSync('zsh', ['-fc', script, 'zsh', at('zsh/site-functions/_natter'), ...lines], here());
  return [...said.stdout.matchAll(/ran (.*) done/g)].map(([, words = '']) => words);
}

(found('zsh') ? test : test.skip)('zsh completes commands, flags and what stands behind them', () => {
  const lines = ['stat', 'daemon uni', '--plai', '--requests op', 'send car', 'restore ol'];
  expect(zshRuns(lines.map(line => `natter ${line}`))).toEqual([
    'status',
    'daemon uninstall',
    '--plain',
    '--requests open',
    'send carol',
    'restore old.backup',
  ]);
});
