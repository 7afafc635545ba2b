/** Tests run as native ES modules on the TypeScript sources; types are checked by `npm run types`. */
import {ALONE} from './__tests__/support/alone.ts';
import {memoryFolder} from './__tests__/support/memory-folder.ts';

// What a test starts with the environment that it has itself.
Object.assign(process.env, ALONE);
const folder = process.env.TMPDIR === undefined ? memoryFolder() : null;
if (folder !== null) {
  process.env.TMPDIR = folder;
}

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {'^.+\\.tsx?$': '<rootDir>/__tests__/support/transform.mjs'},
  // The renderer wants one function of this package, which is 415 files: each file of tests would read all of them.
  moduleNameMapper: {
    '^es-toolkit/compat$': '<rootDir>/node_modules/es-toolkit/dist/compat/function/throttle.mjs',
  },
  watchman: false,
  // Twice the cores that are asked for: tests of whole programs wait for these, and meanwhile others compute.
  maxWorkers: 4,
  // Modules of earlier test files stay in memory, and the more there are the slower all others get (decision 0150).
  workerIdleMemoryLimit: '300MB',
  testTimeout: 30_000,
};
