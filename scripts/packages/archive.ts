/** Archives for whoever has Node: the program with its native parts, the same bytes from the same sources. */
import {execFileSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {manifest, nameOf, type Platform, ROOT, stageInstalled} from './stage.ts';

/** Builds the archive of a platform, and returns its path. Takes GNU tar. */
export function makeArchive(platform: Platform, out: string): string {
  const name = `natter-${manifest.version}-${nameOf(platform)}`;
  const archive = join(out, `${name}.tar.gz`);
  stageInstalled(platform, join(out, name));
  execFileSync('tar', ['-C', out, '-I', 'gzip -9n', '-cf', archive, ...REPRODUCIBLE, name]);
  rmSync(join(out, name), {recursive: true, force: true});
  return archive;
}

/** When the sources were written last, in seconds: all times in packages are this one. */
export const EPOCH =
  process.env['SOURCE_DATE_EPOCH'] ??
  execFileSync('git', ['log', '-1', '--format=%ct'], {cwd: ROOT, encoding: 'utf8'}).trim();

const REPRODUCIBLE = [
  '--sort=name',
  `--mtime=@${EPOCH}`,
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u+rwX,go+rX,go-w',
];
