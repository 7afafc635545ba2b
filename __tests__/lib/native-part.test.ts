import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {NatterError} from '../../src/lib/errors.ts';
import {loadNativePart, NEEDED_GLIBC, PLATFORMS, PROCESSORS, type System} from '../../src/lib/native-part.ts';

const debian12: System = {platform: 'linux', processor: 'x64', glibc: '2.36'};
const failed = (message: string, code = 'ERR_DLOPEN_FAILED') => Object.assign(new Error(message), {code});

/** What a person reads whose system cannot load a part. */
function sentence(why: Error, system: System): string {
  try {
    loadNativePart({
      name: 'sodium-native',
      usual() {
        throw why;
      },
      own() {
        throw new Error("Cannot find addon '.' imported from …\nCandidates:\n- a\n- b");
      },
      system: () => system,
    });
  } catch (error) {
    expect(error).toBeInstanceOf(NatterError);
    expect(error).toMatchObject({code: 'UNSUPPORTED_SYSTEM', cause: why});
    return (error as NatterError).message;
  }
  throw new Error('it was loaded');
}

describe('a native part that is not loaded', () => {
  const missing = failed('Cannot find module /x/prebuilds/linux-x64/sodium-native.node', 'MODULE_NOT_FOUND');

  test.each<[string, Error, System, RegExp]>([
    [
      'old glibc',
      failed(
        "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.33' not found (required by /opt/sodium-native.node)",
      ),
      {...debian12, glibc: '2.31'},
      /glibc 2\.34 or newer; this system has 2\.31\. Debian 12/,
    ],
    ['very old glibc', missing, {...debian12, glibc: '2.9'}, /this system has 2\.9\./],
    [
      'old libstdc++',
      failed("/usr/lib/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by /opt/linux-x64.node)"),
      debian12,
      /GLIBCXX_3\.4\.29 is missing here/,
    ],
    [
      'musl',
      failed('Error loading shared library ld-linux-x86-64.so.2'),
      {...debian12, glibc: null},
      /musl, as on Alpine/,
    ],
    ['musl, not tried', new Error('made for glibc'), {...debian12, glibc: null}, /musl, as on Alpine/],
    [
      'other platform',
      missing,
      {...debian12, platform: 'freebsd', glibc: null},
      /not run on freebsd x64.*Linux, macOS/,
    ],
    ['other processor', missing, {...debian12, processor: 'arm'}, /not run on linux arm: .*x64 and arm64/],
    [
      'missing file',
      missing,
      debian12,
      /is missing: the native part of sodium-native\. Install natter again/,
    ],
    ['missing file on macOS', missing, {platform: 'darwin', processor: 'arm64', glibc: null}, /is missing/],
    [
      'damaged file',
      failed('/x/sodium-native.node: file too short'),
      debian12,
      /file too short\. Install natter again/,
    ],
  ])('%s', (_, why, system, expected) => {
    const text = sentence(why, system);
    expect(text).toMatch(expected);
    expect(text).not.toContain('\n');
    expect(text.length).toBeLessThan(400);
  });
});

test('the way of the package itself is taken where the usual place has none', () => {
  const part = loadNativePart({
    name: 'x',
    usual() {
      throw new Error('not here');
    },
    own: () => 'built here',
  });
  expect(part).toBe('built here');
});

test('package.json, README and the program name the same systems', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const {os, cpu, libc} = JSON.parse(read('package.json'));
  // npm takes a package that names a C library for one of Linux only, and refuses it on macOS and Windows.
  expect({os, cpu, libc}).toEqual({os: PLATFORMS, cpu: PROCESSORS, libc: undefined});
  expect(read('README.md')).toContain(`glibc ${NEEDED_GLIBC} or newer`);
});
