/** A package for Debian and what is made of it: natter with a Node of its own, since theirs may be older or gone. */
import {execFileSync} from 'node:child_process';
import {chmodSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {EPOCH} from './archive.ts';
import {copyNode, filesIn} from './executable.ts';
import {manifest, type Platform, ROOT, stageInstalled} from './stage.ts';

/** Debian's names of processors. */
const ARCHITECTURE: Readonly<Record<string, string>> = {x64: 'amd64', arm64: 'arm64'};
/** What Node and the native parts load; glibc as in src/lib/native-part.ts. */
const DEPENDS = 'libc6 (>= 2.34), libgcc-s1, libstdc++6 (>= 11)';
const KILO = 1024;

/** Builds the package for a processor from Node's executable for Linux on it, and returns its path. */
export function makeDebian(platform: Platform, node: string, out: string): string {
  const architecture = ARCHITECTURE[platform.processor] ?? platform.processor;
  const root = join(out, `debian-${architecture}`);
  rmSync(root, {recursive: true, force: true});
  const program = join(root, 'usr/lib/natter');
  stageInstalled(platform, program);
  copyNode(platform, node, join(program, 'node'));
  moveShared(program, root);
  write(join(root, 'usr/bin/natter'), WRAPPER, 0o755);
  write(join(root, 'usr/share/applications/natter.desktop'), DESKTOP);
  write(join(root, 'usr/share/doc/natter/copyright'), copyright(program));
  const size = filesIn(root).reduce((sum, path) => sum + statSync(join(root, path)).size, 0);
  write(join(root, 'DEBIAN/control'), control(architecture, Math.ceil(size / KILO)));
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', root]);
  const file = join(out, `natter_${manifest.version}_${architecture}.deb`);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', root, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {...process.env, SOURCE_DATE_EPOCH: EPOCH},
  });
  rmSync(root, {recursive: true, force: true});
  return file;
}

const WRAPPER = '#!/bin/sh\nexec /usr/lib/natter/node /usr/lib/natter/bin/natter.js "$@"\n';

const DESKTOP = `[Desktop Entry]
Type=Application
Name=natter
Comment=Chat between people, without a server
Exec=natter
Terminal=true
Categories=Network;Chat;ConsoleOnly;
`;

/** Where Debian's shells and readers look. */
function moveShared(program: string, root: string): void {
  const share = join(program, 'share');
  const man = readFileSync(join(share, 'man/man1/natter.1'));
  write(join(root, 'usr/share/man/man1/natter.1.gz'), gzipSync(man, {level: 9}));
  copy('bash-completion/completions/natter');
  copy('fish/vendor_completions.d/natter.fish');
  copy('doc/natter/config.example.json');
  copy('zsh/site-functions/_natter', 'zsh/vendor-completions/_natter');
  const changes = readFileSync(join(program, 'CHANGELOG.md'));
  write(join(root, 'usr/share/doc/natter/changelog.gz'), gzipSync(changes, {level: 9}));
  for (const path of ['share', 'CHANGELOG.md', 'README.md', 'LICENSE']) {
    rmSync(join(program, path), {recursive: true});
  }

  function copy(path: string, to = path): void {
    cpSync(join(share, path), join(root, 'usr/share', to));
  }
}

function copyright(program: string): string {
  return [
    readFileSync(join(ROOT, 'LICENSE'), 'utf8'),
    `The licences of what natter is made with: ${program.slice(program.indexOf('/usr/lib'))}/THIRD-PARTY-NOTICES.txt, and beside the native parts.`,
    'Node.js (/usr/lib/natter/node) is under the MIT licence, its parts under theirs: https://github.com/nodejs/node/blob/main/LICENSE\n',
  ].join('\n');
}

function control(architecture: string, kilobytes: number): string {
  return `Package: natter
Version: ${manifest.version}
Architecture: ${architecture}
Maintainer: ${String(manifest['author'])}
Installed-Size: ${kilobytes}
Depends: ${DEPENDS}
Section: net
Priority: optional
Description: ${String(manifest['description'])}
 Someone becomes a contact by an invite, or by an address that is dialled.
 Messages to somebody who is away are kept, and delivered when both are there.
 The history is encrypted on the disk.
`;
}

function write(path: string, content: string | Buffer, mode = 0o644): void {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, content);
  chmodSync(path, mode);
}
