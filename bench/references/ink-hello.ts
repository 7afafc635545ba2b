import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import type {Program} from '../programs.ts';

const SIGN = 'Hello World';
const SOURCE = `
import {createElement} from 'react';
import {render, Text} from 'ink';
render(createElement(Text, null, '${SIGN}'));
setInterval(() => {}, 1000);
`;

/**
 * Ink's hello world, bundled for production as its authors advise: React without its development checks and
 * without the development tools.
 */
export async function inkHello(folder: string): Promise<Program> {
  const file = join(folder, 'hello.mjs');
  const nothing = join(folder, 'nothing.mjs');
  await writeFile(nothing, 'export default {};\n');
  await build({
    stdin: {contents: SOURCE, resolveDir: fileURLToPath(new URL('../..', import.meta.url)), loader: 'js'},
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
    alias: {'react-devtools-core': nothing},
    banner: {
      js: "import {createRequire as createRequireForBundle} from 'node:module'; const require = createRequireForBundle(import.meta.url);",
    },
    logLevel: 'error',
  });
  return {file: process.execPath, parameters: [file], sign: SIGN};
}
