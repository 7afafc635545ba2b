/** Bundles natter into dist/: the program, the core's worker thread, the screen (loaded only when drawn). */
import {rm} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = new URL('../', import.meta.url);
const at = path => fileURLToPath(new URL(path, root));

/** Packages with native parts, installed beside the bundle; everything else goes into it. */
const natives = ['better-sqlite3-multiple-ciphers', 'sodium-native'];

/** Replaces modules at bundle time. */
const swaps = {
  name: 'swaps',
  setup({onResolve, onLoad}) {
    // The development tools of Ink are not part of the product.
    onResolve({filter: /^react-devtools-core$/}, () => ({path: 'react-devtools-core', namespace: 'nothing'}));
    onLoad({filter: /.*/, namespace: 'nothing'}, () => ({contents: 'export default {};'}));
    // sodium-universal only chooses between sodium-native and a slower fallback for browsers.
    onResolve({filter: /^sodium-universal$/}, () => ({path: 'sodium-native', external: true}));
  },
};

await rm(at('dist'), {recursive: true, force: true});
await build({
  entryPoints: {natter: at('src/cli/entry.ts'), 'core-worker': at('src/app/core-worker.ts')},
  outdir: at('dist'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  jsx: 'automatic',
  minifySyntax: true,
  legalComments: 'none',
  external: natives,
  plugins: [swaps],
  define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
  banner: {
    js: "import {createRequire as createRequireForBundle} from 'node:module'; const require = createRequireForBundle(import.meta.url);",
  },
  logLevel: 'warning',
});
