/** How jest reads TypeScript: types are dropped and JSX becomes calls. Types are checked by `npm run types`. */
import {createHash} from 'node:crypto';
import {transform, version} from 'esbuild';

const OPTIONS = {
  target: 'node24',
  format: 'esm',
  jsx: 'automatic',
  sourcemap: 'external',
  tsconfigRaw: {compilerOptions: {verbatimModuleSyntax: true}},
};

export default {
  async processAsync(source, path) {
    const loader = path.endsWith('x') ? 'tsx' : 'ts';
    const {code, map} = await transform(source, {...OPTIONS, loader, sourcefile: path});
    return {code, map};
  },
  getCacheKey(source, path) {
    return createHash('sha256')
      .update(JSON.stringify([version, OPTIONS, path, source]))
      .digest('hex');
  },
};
