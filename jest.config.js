/** Tests run as native ES modules on the TypeScript sources; types are checked by `npm run types`. */
import {ALONE} from './__tests__/support/alone.ts';

// What a test starts with the environment that it has itself.
Object.assign(process.env, ALONE);

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {'^.+\\.tsx?$': ['ts-jest', {useESM: true, diagnostics: false, tsconfig: 'tsconfig.json'}]},
  watchman: false,
  maxWorkers: 2,
  testTimeout: 30_000,
};
