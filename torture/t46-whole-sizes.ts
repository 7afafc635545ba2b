import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import type {Figure} from './types.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** Those that ask `sized` of __tests__/support how much to try. */
const TESTS = [
  '__tests__/components/log/hostile-texts.test.ts',
  '__tests__/net/mux/mux-frames.test.ts',
  '__tests__/core/rooms/hostile-member.test.ts',
  '__tests__/core/rooms/laws.test.ts',
  '__tests__/storage/log/annotations.test.ts',
  '__tests__/storage/log/forget.test.ts',
  '__tests__/storage/room/invariants.test.ts',
  '__tests__/storage/sqlite/queries/search.test.ts',
  '__tests__/wire/chat/fuzz.test.ts',
  '__tests__/wire/codec/primitives.test.ts',
];

export const wholeSizes: Figure = {
  id: 'T46',
  title: 'tests that try a part of their texts and stories in npm test, with all of them',
  bar: 'all pass',
  async run() {
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const jest = ['node_modules/jest/bin/jest.js', '--runInBand', '--testTimeout=300000', ...TESTS];
    const child = spawn(process.execPath, [...flags, ...jest], {
      cwd: ROOT,
      env: {...process.env, NATTER_WHOLE_SIZES: '1'},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', data => {
      said += String(data);
    });
    const [code] = (await once(child, 'close')) as [number | null];
    const failures = said.split('\n').filter(line => /●|✕/.test(line));
    return {
      result: /^Tests: +(.*)$/m.exec(said)?.[1] ?? 'no tests',
      pass: code === 0,
      notes: [...new Set(failures)],
    };
  },
};
