import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {peerKeyOfSeed} from '../src/identity/key-pair.ts';
import {shortId} from '../src/identity/short-id.ts';
import {NatterError} from '../src/lib/errors.ts';
import {readThemeFile, themeNames} from '../src/storage/profile/theme-files.ts';
import {createAttacker, seedNumber} from './support/attacker.ts';
import {hostileFileNames, hostileStrings, within} from './support/hostile-strings.ts';
import {type Natter, prepareProfile, startNatter} from './support/natter.ts';
import {block, GENEROUS} from './support/person.ts';
import type {Figure, Run} from './types.ts';

export const hostileNames: Figure = {
  id: 'T16',
  title: 'hostile file names wherever natter names a file (exports, themes); transfers do not exist yet',
  bar: 'nothing outside, nothing overwritten, links refused',
  async run(run) {
    const all = hostileFileNames();
    const names = run.quick ? all.filter((_, index) => index % 4 === 0) : [...all, ...hostileStrings()];
    const exported = await exportUnder(run, names);
    const wrong = [...exported.wrong, ...nameThemes(run, names)];
    return {
      result: `${names.length} names, ${exported.files} files exported, ${wrong.length} wrong`,
      pass: wrong.length === 0 && exported.files > 0,
      notes: wrong.slice(0, 20),
    };
  },
};

const MAX_NAME = 512;
const PRECIOUS = 'precious';
const OWN_NAME = /^natter-([\p{L}\p{M}\p{N}-]*-)?\d{4}-\d\d-\d\d(-\d+)?\.(md|jsonl)$/u;

/**
 * Everybody of such a name says something, and the conversation with them is exported. Then links to elsewhere
 * and precious files lie where the files were, and all of it is exported again.
 */
export async function exportUnder(run: Run, names: readonly string[]) {
  const root = run.folder('root');
  const here = join(root, 'here');
  mkdirSync(here);
  writeFileSync(join(root, PRECIOUS), PRECIOUS);
  const config = {name: 'ann', requests: 'open', limits: GENEROUS} as const;
  const natter = startNatter({profile: prepareProfile(join(root, 'profile'), config), cwd: here});
  const {port} = await natter.event('ready');
  const known: string[] = [];
  for (const [index, name] of names.entries()) {
    if (await talkAs(name, index, Number(port), natter)) {
      known.push(idOf(index));
    }
  }
  await exportAll(natter, known, 'md');
  const files = readdirSync(here).length;
  const missing = files === known.length ? [] : [`${files} files of ${known.length} conversations`];
  const trapped = setTraps(root, here);
  await exportAll(natter, known, 'md');
  await exportAll(natter, known, 'jsonl');
  const refusals = await exportOver(natter, trapped);
  await natter.end();
  return {files, wrong: [...missing, ...refusals, ...inspect(root, here), ...trapped.flatMap(sprung)]};
}

/** True if natter lets it write: an alarm keeps out who is called like somebody else. */
async function talkAs(name: string, index: number, port: number, natter: Natter): Promise<boolean> {
  const attacker = createAttacker({seed: seedNumber(index), name: within(name, MAX_NAME)});
  const {link, accepted} = await attacker.visit(port);
  if (accepted) {
    const text = `from ${idOf(index)}`;
    attacker.say(link, 'text', text);
    await natter.waitFor(text, line => line.event === 'message' && line['text'] === text);
  }
  await attacker.network.close();
  if (!accepted) {
    await block(natter, idOf(index)); // only so many may wait for a decision
  }
  return accepted;
}

async function exportAll(natter: Natter, ids: readonly string[], format: string): Promise<void> {
  for (const id of ids) {
    const saved = natter.next(
      `the export of ${id}`,
      line =>
        (line.event === 'notice' && String(line['text']).startsWith('Saved ')) || line.event === 'error',
    );
    natter.say(`/query ${id}`, `/export ${format}`);
    const line = await saved;
    if (line.event === 'error') {
      throw new Error(`${id} was not exported: ${JSON.stringify(line)}`);
    }
  }
}

/** Something of the user's, or a link to a file that does not exist yet, where natter would write. */
type Trap = {readonly path: string; readonly target: string | null};

function setTraps(root: string, here: string): Trap[] {
  return readdirSync(here).map((name, index) => {
    const path = join(here, name);
    if (index % 2 === 0) {
      writeFileSync(path, PRECIOUS);
      return {path, target: null};
    }
    rmSync(path);
    const target = join(root, `elsewhere-${index}`);
    symlinkSync(target, path);
    return {path, target};
  });
}

/** Even where the user names the file. */
async function exportOver(natter: Natter, traps: readonly Trap[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const {path} of traps.slice(0, 10)) {
    const answer = natter.next('a refusal', line => line.event === 'error' || line.event === 'notice');
    natter.say(`/export md ${path}`);
    const line = await answer;
    if (line['code'] !== 'FILE_EXISTS') {
      wrong.push(`over ${path}: ${JSON.stringify(line)}`);
    }
  }
  return wrong;
}

function sprung({path, target}: Trap): string[] {
  const isWhole =
    target === null
      ? readFileSync(path, 'utf8') === PRECIOUS
      : lstatSync(path).isSymbolicLink() && readlinkSync(path) === target;
  return isWhole ? [] : [`${path} was overwritten`];
}

/** What lies outside of the folder, and files in it that have other names or rights than they should. */
function inspect(root: string, here: string): string[] {
  const outside = readdirSync(root).filter(name => !['here', 'profile', PRECIOUS].includes(name));
  const inside = readdirSync(here).filter(name => {
    const status = lstatSync(join(here, name));
    return !OWN_NAME.test(name) || status.isDirectory() || (status.isFile() && (status.mode & 0o077) !== 0);
  });
  return [
    ...outside.map(name => `${name} lies outside`),
    ...inside.map(name => `${JSON.stringify(name)} is in the folder`),
    ...(readFileSync(join(root, PRECIOUS), 'utf8') === PRECIOUS ? [] : ['what is precious is gone']),
  ];
}

/** No theme of such a name is listed or read, be there a file or a link of that name or not. */
export function nameThemes(run: Run, names: readonly string[]): string[] {
  const profile = run.folder('profile');
  const outside = join(run.folder('outside'), 'theme.json');
  writeFileSync(outside, '{}', {mode: 0o600});
  mkdirSync(join(profile, 'themes'), {mode: 0o700});
  symlinkSync(outside, join(profile, 'themes', 'link.json'));
  for (const name of names) {
    try {
      writeFileSync(join(profile, 'themes', `${name.replaceAll('/', '_')}.json`), '{}', {
        mode: 0o600,
        flag: 'wx',
      });
    } catch {
      // no file system takes every name
    }
  }
  const fit = themeNames(profile).filter(name => !/^[a-z0-9][a-z0-9_-]{0,31}$/.test(name));
  const read = [...names, 'link', '../themes/link', outside.slice(0, -'.json'.length)].filter(
    name => !/^[a-z0-9][a-z0-9_-]{0,31}$/.test(name) || name === 'link',
  );
  return [
    ...fit.map(name => `${JSON.stringify(name)} is listed`),
    ...read.flatMap(name => readTheme(profile, name)),
  ];
}

function readTheme(profile: string, name: string): string[] {
  try {
    readThemeFile(profile, name);
    return [`the theme ${JSON.stringify(name)} was read`];
  } catch (error) {
    return error instanceof NatterError ? [] : [`the theme ${JSON.stringify(name)}: ${error}`];
  }
}

function idOf(index: number): string {
  return shortId(peerKeyOfSeed(seedNumber(index)));
}
