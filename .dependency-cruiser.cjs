/** The layers of ARCHITECTURE.md: each may import only what stands in its list. */
const layers = {
  'src/lib': [],
  'src/terminal': ['src/lib'],
  'src/wire': ['src/lib'],
  'src/identity': ['src/lib'],
  'src/net': ['src/wire', 'src/identity', 'src/lib'],
  'src/storage': ['src/wire', 'src/lib'],
  'src/core': ['src/net', 'src/storage', 'src/wire', 'src/identity', 'src/lib'],
  'src/client': ['src/core/api/api.ts', 'src/identity', 'src/lib'],
  'src/commands': ['src/core/api/api.ts', 'src/identity', 'src/lib'],
  'src/scripting': ['src/client', 'src/commands', 'src/core/api/api.ts', 'src/identity', 'src/lib'],
  'src/store': ['src/client', 'src/core/api/api.ts', 'src/lib'],
  components: ['src/store', 'src/commands', 'src/core/api/api.ts', 'src/terminal', 'src/lib'],
};

/**
 * Inside a layer, from the bottom up: what stands in a row may import what stands in rows before it, but neither a later
 * row nor another one of its own.
 */
const rows = {
  'src/net': [['transport', 'guard', 'mux'], ['link'], ['connect'], ['network.ts']],
  'src/storage': [
    ['room-types.ts', 'files'],
    ['types.ts'],
    ['sqlite'],
    ['profile', 'database-file.ts'],
    ['log', 'compaction'],
    ['room'],
    ['database.ts'],
    ['profile.ts'],
  ],
  'src/core': [
    ['api'],
    ['event-queue.ts', 'runtime-state.ts', 'preferences.ts'],
    ['sync'],
    ['peers', 'conversations'],
    ['rooms'],
    ['connections'],
    ['contacts'],
    ['options.ts'],
    ['build'],
    ['actions.ts', 'shutdown.ts'],
    ['core.ts'],
  ],
};

/** The folders of components, from the bottom up: each may import only those that stand before it. */
const panes = [
  'base',
  'text',
  'theme',
  'keys',
  'input',
  'dialogs',
  'requests',
  'log',
  'peers',
  'pages',
  'selection',
  'status',
  'mouse',
  'app',
];

const own = '^(src|components)/';

/** The rules for the rows of a layer: what each part of it may not import. The top has none. */
function rowRules(layer) {
  const pattern = name => `^${layer}/${name.replace('.', '\\.')}${name.endsWith('.ts') ? '$' : '/'}`;
  return rows[layer].flatMap((row, index) =>
    row.flatMap(part => {
      const others = rows[layer]
        .slice(index)
        .flat()
        .filter(name => name !== part);
      const rule = {
        name: `row ${layer}/${part}`,
        comment: `${layer}/${part} may not import ${others.join(', ')}`,
        severity: 'error',
        from: {path: pattern(part)},
        to: {path: others.map(pattern)},
      };
      return others.length === 0 ? [] : [rule];
    }),
  );
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `layer ${layer}`,
      comment: `${layer} may import only ${allowed.join(', ') || 'nothing of ours'}`,
      severity: 'error',
      from: {path: `^${layer}/`},
      to: {path: own, pathNot: [layer, ...allowed, 'src/types'].map(part => `^${part}`)},
    })),
    ...Object.keys(rows).flatMap(rowRules),
    ...panes.map((folder, index) => ({
      name: `pane ${folder}`,
      comment: `components/${folder} may import only ${panes.slice(0, index).join(', ') || 'no other folder'}`,
      severity: 'error',
      from: {path: `^components/${folder}/`},
      to: {
        path: '^components/',
        pathNot: panes.slice(0, index + 1).map(part => `^components/${part}/`),
      },
    })),
    {
      name: 'sockets only in net',
      severity: 'error',
      from: {path: own, pathNot: '^src/net/'},
      to: {path: '^(node:)?(net|tls|dgram|http|https)$', dependencyTypes: ['core']},
    },
    {
      name: 'ink and react only on the screen',
      severity: 'error',
      from: {path: own, pathNot: '^(components/|src/app/screen/)'},
      to: {path: 'node_modules/(ink|react)/'},
    },
    {name: 'no cycles', severity: 'error', from: {path: own}, to: {circular: true}},
    {
      name: 'no orphans',
      severity: 'error',
      from: {orphan: true, pathNot: ['\\.d\\.ts$', '^src/types/']},
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    doNotFollow: {path: 'node_modules'},
    enhancedResolveOptions: {extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs']},
  },
};
