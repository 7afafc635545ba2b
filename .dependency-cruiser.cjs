/** The layers of ARCHITECTURE.md: each may import only what stands in its list. */
const layers = {
  'src/lib': [],
  'src/terminal': ['src/lib'],
  'src/wire': ['src/lib'],
  'src/identity': ['src/lib'],
  'src/net': ['src/wire', 'src/identity', 'src/lib'],
  'src/storage': ['src/wire', 'src/lib'],
  'src/core': ['src/net', 'src/storage', 'src/wire', 'src/identity', 'src/lib'],
  'src/commands': ['src/core/api/api.ts', 'src/identity', 'src/lib'],
  'src/store': ['src/core/api/api.ts', 'src/lib'],
  components: ['src/store', 'src/commands', 'src/core/api/api.ts', 'src/terminal', 'src/lib'],
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
