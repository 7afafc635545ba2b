/**
 * Builds what is released into `out`: `npm run packages`. With `--only` one kind (npm, archives, executable, debian, recipes),
 * with `--address` where the recipes find the archives. Needs GNU tar, for Debian dpkg-deb. Executables and packages with
 * Node in them are made for the platform this runs on, with the Node that the lockfile pins.
 */
import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {parseArgs} from 'node:util';
import {makeArchive} from './packages/archive.ts';
import {makeDebian} from './packages/debian.ts';
import {makeExecutable} from './packages/executable.ts';
import {makeRecipes, sha256} from './packages/recipes.ts';
import {
  manifest,
  nameOf,
  type Platform,
  platforms,
  ROOT,
  stageParts,
  stageProgram,
} from './packages/stage.ts';

const {values: flags} = parseArgs({
  options: {
    only: {type: 'string'},
    out: {type: 'string', default: join(ROOT, 'out')},
    address: {type: 'string', default: `https://example.invalid/natter/v${manifest.version}`},
  },
});
const {out} = flags;
const here: Platform = {system: process.platform, processor: process.arch};
const MEGABYTE = 1_000_000;

const KINDS: Readonly<Record<string, () => void>> = {
  npm() {
    const staged = join(out, 'npm');
    stageProgram(join(staged, 'natter'));
    for (const platform of platforms) {
      stageParts(platform, join(staged, `natter-${nameOf(platform)}`));
    }
    for (const name of readdirSync(staged)) {
      execFileSync('npm', ['pack', '--silent', '--pack-destination', out, join(staged, name)], {
        stdio: 'ignore',
        shell: process.platform === 'win32',
      });
    }
    rmSync(staged, {recursive: true});
  },
  archives() {
    for (const platform of platforms) {
      makeArchive(platform, out);
    }
  },
  executable() {
    makeExecutable(here, process.execPath, out);
  },
  debian() {
    makeDebian(here, process.execPath, out);
  },
  recipes() {
    makeRecipes(out, flags.address);
  },
};

mkdirSync(out, {recursive: true});
for (const [kind, make] of Object.entries(KINDS)) {
  if (flags.only === undefined ? kind !== 'debian' || process.platform === 'linux' : flags.only === kind) {
    make();
  }
}
const files = readdirSync(out)
  .map(name => join(out, name))
  .filter(path => statSync(path).isFile() && basename(path) !== 'SHA256SUMS');
writeFileSync(join(out, 'SHA256SUMS'), files.map(path => `${sha256(path)}  ${basename(path)}\n`).join(''));
for (const path of files) {
  process.stdout.write(`${(statSync(path).size / MEGABYTE).toFixed(1).padStart(7)} MB  ${basename(path)}\n`);
}
