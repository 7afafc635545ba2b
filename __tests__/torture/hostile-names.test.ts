import {expect, test} from '@jest/globals';
import {hostileFileNames} from '../../torture/support/hostile-strings.ts';
import {exportUnder, nameThemes} from '../../torture/t16-hostile-names.ts';
import {LONG, smallRun} from './small-run.ts';

test(
  'exports under hostile names stay in the folder, overwrite nothing and follow no link (T16)',
  async () => {
    const {files, wrong} = await exportUnder(smallRun(), hostileFileNames());
    expect(wrong).toEqual([]);
    expect(files).toBeGreaterThan(10);
  },
  LONG,
);

test('no theme of a hostile name is listed or read (T16)', () => {
  expect(nameThemes(smallRun(), hostileFileNames())).toEqual([]);
});
