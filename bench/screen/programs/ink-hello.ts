import {symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundle} from '../../../scripts/bundle.mjs';
import type {Workspace} from '../../workspace.ts';
import type {Program} from '../terminal.ts';

const LAUNCHER = `
import {enableCompileCache} from 'node:module';
enableCompileCache();
await import('./dist/hello.js');
`;

/** Ink's hello world, bundled and launched in the very way in which natter is. */
export async function inkHello(workspace: Workspace): Promise<Program> {
  const folder = await workspace.folder('hello');
  await bundle(
    {hello: fileURLToPath(new URL('./ink-hello-source.ts', import.meta.url))},
    join(folder, 'dist'),
  );
  await symlink(
    fileURLToPath(new URL('../../../node_modules', import.meta.url)),
    join(folder, 'node_modules'),
  );
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  const file = join(folder, 'hello.js');
  await writeFile(file, LAUNCHER);
  return {
    name: 'Ink hello world',
    file: process.execPath,
    parameters: [file],
    environment: {PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: workspace.cache},
  };
}
