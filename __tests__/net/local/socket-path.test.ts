import {chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {prepareSocketFolder, type SocketPlace} from '../../../src/net/local/socket-folder.ts';
import {socketPath} from '../../../src/net/local/socket-path.ts';

let folder: string;
let place: SocketPlace;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-socket-'));
  place = {platform: 'linux', runtimeFolder: folder, temporaryFolder: '/tmp', user: process.getuid?.()};
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const code = (work: () => void) => {
  try {
    work();
    return 'no error';
  } catch (error) {
    return (error as {code?: string}).code;
  }
};

describe('the path', () => {
  test('lies in the runtime folder, else in one of the user in the temporary folder', () => {
    expect(socketPath('/home/ann/p', place)).toMatch(/^.*\/natter\/[0-9a-f]{16}\.sock$/);
    expect(socketPath('/home/ann/p', {...place, runtimeFolder: undefined, user: 1000})).toMatch(
      /^\/tmp\/natter-1000\/[0-9a-f]{16}\.sock$/,
    );
    expect(socketPath('C:\\ann', {...place, platform: 'win32'})).toMatch(
      /^\\\\\.\\pipe\\natter-[0-9a-f]{16}$/,
    );
  });

  test('is one for each profile, whatever way leads to it, and stays the same once the profile is there', () => {
    const before = socketPath(join(folder, 'p'), place);
    mkdirSync(join(folder, 'p'));
    symlinkSync(join(folder, 'p'), join(folder, 'link'));
    expect(socketPath(join(folder, 'p'), place)).toBe(before);
    expect(socketPath(join(folder, 'link'), place)).toBe(before);
    expect(socketPath(join(folder, 'other'), place)).not.toBe(before);
  });
});

describe('its folder', () => {
  const path = () => socketPath('/home/ann/p', place);

  test('is made for its user only, be it there already with other modes', () => {
    prepareSocketFolder(path(), place);
    chmodSync(join(folder, 'natter'), 0o777);
    prepareSocketFolder(path(), place);
    expect(statSync(join(folder, 'natter')).mode & 0o777).toBe(0o700);
  });

  test.each([
    ['a link', () => symlinkSync('/tmp', join(folder, 'natter'))],
    ['a file', () => writeFileSync(join(folder, 'natter'), '')],
  ])('is refused where %s stands in its place', (_, plant) => {
    plant();
    expect(code(() => prepareSocketFolder(path(), place))).toBe('SOCKET_UNSAFE');
  });

  test('is refused if it belongs to somebody else, or cannot be made', () => {
    prepareSocketFolder(path(), place);
    const other = {...place, user: (place.user ?? 0) + 1};
    expect(code(() => prepareSocketFolder(path(), other))).toBe('SOCKET_UNSAFE');
    const nowhere = {...place, runtimeFolder: join(folder, 'no', 'such')};
    expect(code(() => prepareSocketFolder(socketPath('/p', nowhere), nowhere))).toBe('SOCKET_UNSAFE');
  });
});
