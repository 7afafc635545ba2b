/** What is published: natter without dependencies, and for each platform a package with its native parts. */
import {chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {PLATFORMS, PROCESSORS} from '../../src/lib/native-part.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A platform as Node names it. */
export type Platform = {readonly system: string; readonly processor: string};

/** Where the packages with native parts keep that of a platform. */
const PARTS: Readonly<Record<string, (platform: string) => string>> = {
  'better-sqlite3-multiple-ciphers': platform => `prebuilds/${platform}.node`,
  'sodium-native': platform => `prebuilds/${platform}/sodium-native.node`,
  'udx-native': platform => `prebuilds/${platform}/udx-native.node`,
};

/** Libraries that are compiled into the native parts, whose licences their packages do not repeat. */
const LINKED = `SQLite is in the public domain.
SQLite3 Multiple Ciphers (MIT): Copyright (c) 2019-2026 Ulrich Telle
libsodium (ISC): Copyright (c) 2013-2026 Frank Denis
libudx (Apache-2.0): Copyright Holepunch Inc
`;

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly files: readonly string[];
};

export const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest & {
  readonly [field: string]: unknown;
};

export const platforms: readonly Platform[] = PLATFORMS.flatMap(system =>
  PROCESSORS.map(processor => ({system, processor})),
);

/** `linux-x64` */
export function nameOf({system, processor}: Platform): string {
  return `${system}-${processor}`;
}

/** Fields of package.json that whoever installs has no use for. */
const ONLY_HERE = ['scripts', 'devDependencies', 'dependencies', 'allowScripts'];

/** Writes the package `natter` into a new folder. The program is built by then. */
export function stageProgram(folder: string): void {
  renew(folder);
  for (const path of manifest.files) {
    cpSync(join(ROOT, path), join(folder, path), {recursive: true});
  }
  chmodSync(join(folder, 'bin/natter.js'), 0o755); // archives are unpacked as they are
  const kept = Object.fromEntries(Object.entries(manifest).filter(([field]) => !ONLY_HERE.includes(field)));
  const parts = platforms.map(platform => [`natter-${nameOf(platform)}`, manifest.version]);
  writeJson(join(folder, 'package.json'), {...kept, optionalDependencies: Object.fromEntries(parts)});
}

/** Writes the package with the native parts of a platform into a new folder. */
export function stageParts(platform: Platform, folder: string): void {
  renew(folder);
  const notices = [LINKED];
  for (const [name, partOf] of Object.entries(PARTS)) {
    const from = join(ROOT, 'node_modules', name);
    cpSync(join(from, partOf(nameOf(platform))), join(folder, `${name}.node`));
    notices.push(
      `${name} ${manifest.dependencies[name]}\n\n${readFileSync(join(from, 'LICENSE'), 'utf8').trim()}\n`,
    );
  }
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`));
  cpSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  writeJson(join(folder, 'package.json'), {
    name: `natter-${nameOf(platform)}`,
    version: manifest.version,
    description: `The native parts of natter for ${nameOf(platform)}`,
    license: manifest.license,
    ...(manifest['repository'] === undefined ? {} : {repository: manifest['repository']}),
    os: [platform.system],
    cpu: [platform.processor],
    ...(platform.system === 'linux' ? {libc: ['glibc']} : {}),
    files: ['*.node', 'LICENSE', 'THIRD-PARTY-NOTICES.txt'],
    preferUnplugged: true, // Yarn would keep them in an archive, from which nothing can be loaded
  });
}

/** Writes natter as it is when it is installed for a platform: the program with its native parts beside it. */
export function stageInstalled(platform: Platform, folder: string): void {
  stageProgram(folder);
  stageParts(platform, join(folder, 'node_modules', `natter-${nameOf(platform)}`));
}

function renew(folder: string): void {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true});
}

function writeJson(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
