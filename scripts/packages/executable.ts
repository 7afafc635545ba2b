/** natter in one file with Node in it: what is installed, as assets of an executable that unpacks and runs it. */
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {join, relative} from 'node:path';
import {manifest, nameOf, type Platform, ROOT, stageInstalled} from './stage.ts';

/** What Node looks for in itself; postject flips it. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const HASH_DIGITS = 16;
/** Not needed by a natter that runs. */
const NOT_UNPACKED = /^(?:share|CHANGELOG|README)/;

/**
 * Builds the executable of a platform from Node's own for that platform, and returns its path. On macOS it has to be signed
 * after that; elsewhere it is ready.
 */
export function makeExecutable(platform: Platform, node: string, out: string): string {
  const work = join(out, `executable-${nameOf(platform)}`);
  const stage = join(work, 'natter');
  mkdirSync(work, {recursive: true});
  stageInstalled(platform, stage);
  const paths = filesIn(stage).filter(path => !NOT_UNPACKED.test(path));
  const files = paths.map(path => ({path, size: statSync(join(stage, path)).size}));
  const bytes = Buffer.concat(paths.map(path => readFileSync(join(stage, path))));
  const hash = createHash('sha256').update(JSON.stringify(files)).update(bytes).digest('hex');
  const name = `${manifest.version}-${hash.slice(0, HASH_DIGITS)}`;
  writeFileSync(join(work, 'index'), JSON.stringify({name, files}));
  writeFileSync(join(work, 'files'), bytes);
  const config = {
    main: join(ROOT, 'packaging/executable-main.cjs'),
    output: join(work, 'blob'),
    disableExperimentalSEAWarning: true,
    assets: {index: join(work, 'index'), files: join(work, 'files')},
  };
  writeFileSync(join(work, 'config.json'), JSON.stringify(config));
  execFileSync(process.execPath, ['--experimental-sea-config', join(work, 'config.json')], {stdio: 'ignore'});
  const end = platform.system === 'win32' ? '.exe' : '';
  const executable = join(out, `natter-${manifest.version}-${nameOf(platform)}${end}`);
  copyNode(platform, node, executable);
  inject(platform, executable, config.output);
  rmSync(work, {recursive: true, force: true});
  return executable;
}

/** A copy of Node without its symbols where this machine can take them away: afterwards nothing may be taken away any more. */
export function copyNode({system}: Platform, node: string, to: string): void {
  rmSync(to, {force: true});
  cpSync(node, to);
  chmodSync(to, 0o755);
  if (system === 'linux' && process.platform === 'linux') {
    execFileSync('strip', [to]);
  }
}

function inject({system}: Platform, executable: string, blob: string): void {
  const words = [executable, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE];
  const segment = system === 'darwin' ? ['--macho-segment-name', 'NODE_SEA'] : [];
  const postject = join(ROOT, 'node_modules/postject/dist/cli.js');
  execFileSync(process.execPath, [postject, ...words, ...segment], {stdio: ['ignore', 'ignore', 'inherit']});
}

/** Paths of all files in a folder, in one order everywhere. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
