/**
 * Merges what esbuild has split. It cuts a file for each set of lazy modules that share something, dozens for a start,
 * at half a millisecond each. Here those that the same kinds of start need become one file.
 */
import {basename} from 'node:path';
import {build} from 'esbuild';

/** What is run from an entry point. What is loaded later, or at rare starts, makes no files of its own. */
const KINDS = [
  ['every', /^src\/cli\/entry\.ts$/],
  ['help', /^src\/cli\/usage\.ts$/],
  ['client', /^src\/(?:cli\/scripts\/run-script|app\/daemon\/find-core)\.ts$/],
  ['screen', /^src\/app\/(?:run-in-terminal|screen\/run-screen)\.ts$/],
  ['core', /^src\/(?:app\/open-core|cli\/headless|cli\/headless-main|cli\/daemon)\.ts$/],
  ['doctor', /^src\/cli\/doctor\.ts$/],
];

/**
 * Writes what esbuild built with `splitting` and `write: false`, in fewer files. Those of entry points keep their
 * names, by which others import them.
 */
export async function mergeChunks({outputFiles, metafile}, options) {
  const texts = new Map(outputFiles.map(({path, text}) => [basename(path), text]));
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const files = filesFor(outputs);
  const fileOf = new Map([...files].flatMap(([file, chunks]) => chunks.map(chunk => [chunk, file])));
  const entries = [...outputs].flatMap(([name, {entryPoint}]) => (entryPoint ? [name] : []));
  await build({
    ...options,
    splitting: false,
    banner: {},
    entryPoints: [...files.keys(), ...entries].map(name => ({
      in: `merged:${name}`,
      out: name.replace(/\.js$/, ''),
    })),
    plugins: [merging({texts, outputs, files, fileOf})],
  });
}

/** Reads chunks from memory: those of one file into it; of another file they are imported. */
function merging({texts, outputs, files, fileOf}) {
  const chunks = [...fileOf.keys()];
  const list = (chunk, write) => outputs.get(chunk).exports.map(name => write(name, nameIn(chunk, name)));
  /** What a chunk exports is called differently in its file, where others export the same names. */
  const nameIn = (chunk, name) => `m${chunks.indexOf(chunk)}_${name}`;
  return {
    name: 'merging',
    setup({onResolve, onLoad}) {
      onResolve({filter: /^merged:/}, ({path}) => {
        const name = path.slice('merged:'.length);
        return {path: name, namespace: files.has(name) ? 'whole' : 'chunk', pluginData: name};
      });
      onResolve({filter: /^\.\//}, ({path, kind, namespace, pluginData: file}) => {
        const chunk = basename(path);
        return namespace === 'elsewhere' || kind === 'dynamic-import' || !fileOf.has(chunk)
          ? {path, external: true}
          : {path: chunk, namespace: fileOf.get(chunk) === file ? 'chunk' : 'elsewhere', pluginData: file};
      });
      onResolve({filter: /.*/}, ({path}) => ({path, external: true}));
      onLoad({filter: /.*/, namespace: 'chunk'}, ({path, pluginData}) => ({
        contents: texts.get(path),
        pluginData,
      }));
      onLoad({filter: /.*/, namespace: 'whole'}, ({path, pluginData}) => ({
        contents: files
          .get(path)
          .map(chunk => `export {${list(chunk, (name, other) => `${name} as ${other}`)}} from './${chunk}';`)
          .join('\n'),
        pluginData,
      }));
      onLoad({filter: /.*/, namespace: 'elsewhere'}, ({path}) => {
        const file = JSON.stringify(`./${fileOf.get(path)}`);
        return {
          contents: `import ${file}; export {${list(path, (name, other) => `${other} as ${name}`)}} from ${file};`,
        };
      });
    },
  };
}

/** The chunks that go together, by the name of their file. */
function filesFor(outputs) {
  const kinds = new Map([...outputs.keys()].map(name => [name, new Set()]));
  for (const [name, {entryPoint}] of outputs) {
    if (entryPoint) {
      const kind = KINDS.find(([, pattern]) => pattern.test(entryPoint))?.[0] ?? name;
      for (const needed of neededBy(name, outputs)) {
        kinds.get(needed).add(kind);
      }
    }
  }
  const files = new Map();
  for (const [name, {entryPoint}] of outputs) {
    if (!entryPoint) {
      const file = fileFor(kinds.get(name));
      files.set(file, [...(files.get(file) ?? []), name]);
    }
  }
  return files;
}

/** What every start needs is one file. What is loaded later, too, has no other file than the starts that need it. */
function fileFor(kinds) {
  const all = KINDS.flatMap(([kind]) => (kinds.has(kind) ? [kind] : []));
  // The doctor tells which parts of the core are missing: it reads what it shares with a core without the rest of that.
  const starts = /^(?:core,)?doctor$/.test(all.join()) ? all : all.filter(kind => kind !== 'doctor');
  const words = starts.length > 0 ? starts : [...kinds].map(name => name.replace(/\.js$/, '')).toSorted();
  return `for-${starts.includes('every') ? 'every' : words.join('-')}.js`;
}

/** A file and all that is loaded with it. */
function neededBy(name, outputs, found = new Set()) {
  found.add(name);
  for (const {path, kind} of outputs.get(name).imports) {
    const other = basename(path);
    if (kind === 'import-statement' && outputs.has(other) && !found.has(other)) {
      neededBy(other, outputs, found);
    }
  }
  return found;
}
