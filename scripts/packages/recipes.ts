/** What other package managers are told: templates of `packaging` with versions, addresses and hashes of archives. */
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {manifest, ROOT} from './stage.ts';

const TEMPLATES: Readonly<Record<string, string>> = {
  'homebrew.rb': 'homebrew/natter.rb',
  PKGBUILD: 'aur/PKGBUILD',
  'flake.nix': 'nix/flake.nix',
};

/**
 * Fills in the recipes for archives that lie in `out`, as they will be found below an address, and returns the paths of those
 * whose archives are all there.
 */
export function makeRecipes(out: string, address: string): readonly string[] {
  const hashes = new Map(readdirSync(out).map(name => [name, () => sha256(join(out, name))]));
  return Object.entries(TEMPLATES).flatMap(([template, target]) => {
    const text = fill(readFileSync(join(ROOT, 'packaging', template), 'utf8'), address, hashes);
    if (text === null) {
      return [];
    }
    const file = join(out, 'recipes', target);
    mkdirSync(join(file, '..'), {recursive: true});
    writeFileSync(file, text);
    return [file];
  });
}

/** `@SHA256 linux-x64@` is the hash of that archive; null if it is not there. */
function fill(template: string, address: string, hashes: ReadonlyMap<string, () => string>): string | null {
  let isComplete = true;
  const text = template
    .replaceAll('@VERSION@', manifest.version)
    .replaceAll('@ADDRESS@', address)
    .replaceAll('@DESCRIPTION@', String(manifest['description']))
    .replaceAll(/@SHA256 ([a-z0-9-]+)@/g, (_, platform: string) => {
      const hash = hashes.get(`natter-${manifest.version}-${platform}.tar.gz`);
      isComplete &&= hash !== undefined;
      return hash?.() ?? '';
    });
  return isComplete ? text : null;
}

export function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
