/** How natter is bundled: everything for production, with a few modules of packages swapped. */
import {readFile} from 'node:fs/promises';
import {createRequire, isBuiltin} from 'node:module';
import {dirname, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {mergeChunks} from './merge-chunks.mjs';

const root = new URL('../', import.meta.url);
const require = createRequire(import.meta.url);
const at = path => fileURLToPath(new URL(path, root));

/** Packages with native parts, installed beside the bundle. */
const natives = ['better-sqlite3-multiple-ciphers', 'sodium-native', 'udx-native'];

/**
 * What loads their native parts. Their JavaScript goes into the bundle: to look for some thirty small files takes
 * longer than all else that the core does at a start. Where the part for this machine is not in its usual place, or
 * is for another C library, the package itself looks for it.
 */
const loaders = [
  {
    module: /[\\/]better-sqlite3-multiple-ciphers[\\/]lib[\\/]binding\.js$/,
    contents: `${loadPart('better-sqlite3-multiple-ciphers', '.node', "require(join(folder(), 'lib/binding.js')).getBinding()")}
      exports.getBinding = () => part;`,
  },
  {
    module: /[\\/]sodium-native[\\/]binding\.js$/,
    contents: `${loadPart('sodium-native', '/sodium-native.node', "require(join(folder(), 'binding.js'))")}
      module.exports = part;`,
  },
  {
    module: /[\\/]udx-native[\\/]binding\.js$/,
    contents: `${loadPart('udx-native', '/udx-native.node', "require(join(folder(), 'binding.js'))")}
      module.exports = part;`,
  },
];

/**
 * Code that loads a native part: from natter's own package for this platform, which stands beside an installed natter,
 * else from the package that it is built in. A part for glibc is not even tried where there is none.
 */
function loadPart(name, end, own) {
  return `const {existsSync} = require('node:fs');
    const {dirname, join} = require('node:path');
    const {loadNativePart} = require(${JSON.stringify(at('src/lib/native-part.ts'))});
    const folder = () => dirname(require.resolve('${name}/package.json'));
    const packaged = platform => {
      try {
        return require.resolve('natter-' + platform + '/${name}.node');
      } catch {
        return null;
      }
    };
    const part = loadNativePart({
      name: '${name}',
      usual() {
        if (existsSync('/etc/alpine-release')) {
          throw new Error('made for glibc');
        }
        const platform = process.platform + '-' + process.arch;
        return require(packaged(platform) ?? join(folder(), 'prebuilds', platform + '${end}'));
      },
      own: () => ${own},
    });`;
}

/** Ours, in the place of modules that the renderer imports. */
const ownOutput = at('src/app/screen/ink-overrides/ink-output.ts');
const ownFrames = at('src/app/screen/ink-overrides/ink-frames.ts');
const ownWidth = at('src/app/screen/ink-overrides/string-width.ts');
const recent = at('src/app/screen/ink-overrides/lru.ts');
const harmless = at('src/app/screen/ink-overrides/is-plain.ts');
/** The only module that means the package when it says `string-width`. */
const widthUser = at('components/text/width.ts');
const widthPackage = at('node_modules/string-width/index.js');

/** Modules of Node that no start needs, or only one function of: to load `crypto` takes as long as to open a database. */
const LATE =
  /^(?:node:)?(?:child_process|crypto|dgram|fs\/promises|os|perf_hooks|readline|readline\/promises|sea|timers\/promises|tty|util|v8|worker_threads)$/;

/** A package with some hundred functions, of which nobody imports single ones. */
const WHOLE = /^sodium-native$/;

/** Pure functions of texts that the renderer calls again for every pane at every frame. */
const remembered = /[\\/]widest-line[\\/]index\.js$/;
const sanitizer = /[\\/]ink[\\/]build[\\/]sanitize-ansi\.js$/;
/** Panes on a screen, a few times over. */
const PANES = 32;

/** Text whose characters take one column each: the renderer knows only ASCII to be so, and segments the rest. */
const asciiTest = 'const printableAscii = /^[ -~]*$/u;';
const plainTest = `import {isPlain} from ${JSON.stringify(widthUser)}; const printableAscii = {test: isPlain};`;

/** Ink and the screen measure text with the same function: they must agree on every column. */
export const oneWidth = {
  name: 'one width',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^string-width$/}, ({importer}) =>
      importer === widthUser ? {path: 'string-width', namespace: 'late'} : {path: ownWidth},
    );
    // Its pattern of all emoji takes 12 ms to make, and most screens begin without one.
    onLoad({filter: /^string-width$/, namespace: 'late'}, () => ({
      contents: `let part;
        export default text => (part ??= require(${JSON.stringify(widthPackage)}).default)(text);`,
      resolveDir: at('.'),
    }));
  },
};

/** What is swapped in the renderer and in packages. */
export const swaps = {
  name: 'swaps',
  setup({onResolve, onLoad, resolve}) {
    // The last stage of the renderer, of exactly Ink 8.0.0; a test compares the two and fails after an upgrade.
    onResolve({filter: /^\.\/output\.js$/}, ({importer}) =>
      /[\\/]ink[\\/]build[\\/]renderer\.js$/.test(importer) ? {path: ownOutput} : undefined,
    );
    // What writes frames to the terminal, with the function of Ink that finds what is new in a row.
    onLoad({filter: /[\\/]ink[\\/]build[\\/]log-update\.js$/, namespace: 'file'}, ({path}) => ({
      contents: `import lineUpdate from './line-update.js';
        import {createFrameWriter} from ${JSON.stringify(ownFrames)};
        export default {create: stream => createFrameWriter(stream, lineUpdate)};`,
      resolveDir: dirname(path),
    }));
    onLoad({filter: remembered, namespace: 'file'}, ({path}) => ({
      contents: `import {recent} from ${JSON.stringify(recent)};
        import original from ${JSON.stringify(`${path}?original`)};
        export default recent(${PANES}, text => original(text));`,
      resolveDir: dirname(path),
    }));
    onLoad({filter: sanitizer, namespace: 'file'}, ({path}) => ({
      contents: `import {isHarmless} from ${JSON.stringify(harmless)};
        import {recent} from ${JSON.stringify(recent)};
        import original from ${JSON.stringify(`${path}?original`)};
        export default recent(${PANES}, text => (isHarmless(text) ? text : original(text)));`,
      resolveDir: dirname(path),
    }));
    // From the root: names of chunks are made of these paths, and are to be the same in every folder.
    onResolve({filter: /\?original$/}, ({path}) => ({
      path: relative(at('.'), path.slice(0, -'?original'.length)),
      namespace: 'original',
    }));
    onLoad({filter: /.*/, namespace: 'original'}, async ({path}) => ({
      contents: await readFile(at(path), 'utf8'),
      resolveDir: dirname(at(path)),
    }));
    onLoad({filter: /[\\/]ink[\\/]build[\\/]line-update\.js$/, namespace: 'file'}, ({path}) =>
      loadChanged(path, asciiTest, plainTest),
    );
    // It keeps the texts of the last 8,192 panes that were drawn, twice: 100 MB after an hour of news.
    onLoad({filter: /[\\/]ink[\\/]build[\\/](?:measure|wrap)-text\.js$/, namespace: 'file'}, ({path}) =>
      loadChanged(path, 'maxSize: 4096', `maxSize: ${PANES}`),
    );
    // The development tools of Ink are not part of the product.
    onResolve({filter: /^react-devtools-core$/}, () => ({path: 'react-devtools-core', namespace: 'nothing'}));
    onLoad({filter: /.*/, namespace: 'nothing'}, () => ({contents: 'export default {};'}));
    // With `fetch` in sight, Yoga reads its own bytes through it, which loads all of Node's HTTP client: 30 ms.
    onLoad({filter: /yoga-wasm-base64-esm\.js$/}, async ({path}) => ({
      contents: `const fetch = undefined;\n${await readFile(path, 'utf8')}`,
    }));
    // What imports a module of Node reads all that it exports, be it ever so slow to make; to require it does not.
    onResolve({filter: /^(?:node:)?[a-z_/]+$/}, ({path, kind}) =>
      kind === 'import-statement' && isBuiltin(path) ? {path, namespace: 'builtin'} : undefined,
    );
    onLoad({filter: /.*/, namespace: 'builtin'}, ({path}) => ({contents: builtinModule(path)}));
    onResolve({filter: WHOLE}, ({path, kind}) =>
      kind === 'import-statement' ? {path, namespace: 'whole'} : undefined,
    );
    onLoad({filter: /.*/, namespace: 'whole'}, ({path}) => ({contents: asModule(path), resolveDir: at('.')}));
    // sodium-universal only chooses between sodium-native and a slower fallback for browsers.
    onResolve({filter: /^sodium-universal$/}, ({kind, resolveDir}) =>
      resolve('sodium-native', {kind, resolveDir}),
    );
    for (const {module, contents} of loaders) {
      onLoad({filter: module}, () => ({contents, resolveDir: at('.')}));
    }
  },
};

/**
 * Code that stands for a module of Node. As a CommonJS module it would be copied, property by property, for each
 * module of ours that imports it.
 */
function builtinModule(path) {
  if (/^(?:node:)?process$/.test(path)) {
    return 'module.exports = process;';
  }
  return LATE.test(path) ? loadedLate(path) : asModule(path, namesIn(path));
}

/** An ES module that exports a CommonJS one, and some of what it has by name. */
function asModule(path, names = []) {
  const byName = names.map(name => `export const ${name} = part.${name};`);
  return [`const part = require(${JSON.stringify(path)});`, 'export default part;', ...byName].join('\n');
}

/** A module that is loaded when something of it is first asked for. */
function loadedLate(path) {
  return `let part;
    for (const name of ${JSON.stringify(Object.getOwnPropertyNames(require(path)))}) {
      const get = () => (part ??= require(${JSON.stringify(path)}))[name];
      Object.defineProperty(exports, name, {get, enumerable: true});
    }`;
}

/** What a module of Node exports, but for what it makes only when that is read. */
function namesIn(path) {
  const properties = Object.entries(Object.getOwnPropertyDescriptors(require(path)));
  return properties.flatMap(([name, {get}]) =>
    get === undefined && /^[a-z_$]\w*$/i.test(name) ? [name] : [],
  );
}

/** A module of a package with one place in it changed; an error if it is not there. */
async function loadChanged(path, place, replacement) {
  const source = await readFile(path, 'utf8');
  return source.includes(place)
    ? {contents: source.replace(place, replacement), resolveDir: dirname(path)}
    : {errors: [{text: `it has no ${place}`}]};
}

/** Bundles natter itself. Returns the paths of all modules that went in. */
export async function bundleProgram(outdir) {
  const options = optionsFor({natter: at('src/cli/entry.ts')}, outdir);
  const split = await build({...options, write: false});
  await mergeChunks(split, options);
  const core = await bundle({'core-worker': at('src/app/core-worker.ts')}, outdir); // by itself: one file for its thread to read
  return [...Object.keys(split.metafile.inputs), ...core];
}

/**
 * Bundles entry points, by the names of their files in `outdir`. What is imported lazily becomes a file of
 * its own, so that it is read only when it is needed. Returns the paths of all modules that went in.
 */
export async function bundle(entryPoints, outdir) {
  return Object.keys((await build(optionsFor(entryPoints, outdir))).metafile.inputs);
}

function optionsFor(entryPoints, outdir) {
  return {
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    jsx: 'automatic',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    external: natives.map(name => `${name}/package.json`),
    plugins: [oneWidth, swaps],
    define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
    // Packages that are not ES modules call require, for modules of Node.
    banner: {
      js: "import {createRequire as natterRequire} from 'node:module';const require=natterRequire(import.meta.url);",
    },
    logLevel: 'warning',
    metafile: true,
    absWorkingDir: at('.'),
  };
}
