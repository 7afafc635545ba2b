import {expect, test} from '@jest/globals';
import {type Places, platformFolder} from '../../src/app/profile-folder.ts';

const home = () => '/home/ann';
const homeless = (): string => {
  throw new Error('uv_os_homedir returned ENOENT');
};

test.each<[string, Places, string]>([
  ['Linux', {platform: 'linux', environment: {}, home}, '/home/ann/.local/share/natter'],
  ['XDG', {platform: 'linux', environment: {XDG_DATA_HOME: '/data'}, home: homeless}, '/data/natter'],
  [
    'XDG that is empty',
    {platform: 'linux', environment: {XDG_DATA_HOME: ''}, home},
    '/home/ann/.local/share/natter',
  ],
  [
    'macOS',
    {platform: 'darwin', environment: {XDG_DATA_HOME: '/data'}, home},
    '/home/ann/Library/Application Support/natter',
  ],
  ['Windows', {platform: 'win32', environment: {LOCALAPPDATA: '/local'}, home}, '/local/natter/Data'],
  ['Windows without', {platform: 'win32', environment: {}, home}, '/home/ann/AppData/Local/natter/Data'],
])('%s keeps data where it always did', (_, places, folder) => {
  expect(platformFolder(places)).toBe(folder);
});

test.each(['linux', 'darwin', 'win32'])('a user of %s without a home is told to name a folder', platform => {
  expect(() => platformFolder({platform, environment: {}, home: homeless})).toThrow(
    expect.objectContaining({code: 'FLAG_INVALID', message: expect.stringContaining('--profile DIR')}),
  );
});
