import type {spawn} from 'node:child_process';
import {EventEmitter} from 'node:events';
import {expect, test} from '@jest/globals';
import {createLinkOpener} from '../../../src/app/screen/open-link.ts';

function setUp(platform: NodeJS.Platform, isRemote = false) {
  const started: (readonly unknown[])[] = [];
  const instead: string[] = [];
  const child = Object.assign(new EventEmitter(), {unref() {}});
  const open = createLinkOpener({
    platform,
    isRemote,
    spawn: ((...call: readonly unknown[]) => {
      started.push(call);
      return child;
    }) as unknown as typeof spawn,
    instead: target => instead.push(target),
  });
  return {open, started, instead, child};
}

const LINK = 'https://a.example/?q=$(reboot);`x`';

test.each<[NodeJS.Platform, string, readonly string[]]>([
  ['linux', 'xdg-open', [LINK]],
  ['darwin', 'open', [LINK]],
  ['win32', 'rundll32', ['url.dll,FileProtocolHandler', LINK]],
])('on %s a link is an argument of %s, and no shell sees it', (platform, program, args) => {
  const {open, started} = setUp(platform);
  open(LINK);
  expect(started).toEqual([[program, args, {stdio: 'ignore', detached: true}]]);
});

test('where no browser opens it, it comes back', () => {
  const failed = setUp('linux');
  failed.open(LINK);
  failed.child.emit('exit', 3);
  const none = setUp('linux');
  none.open(LINK);
  none.child.emit('error', new Error('ENOENT'));
  const remote = setUp('linux', true);
  remote.open(LINK);
  const other = setUp('linux');
  other.open('file:///etc/passwd');
  expect([failed.instead, none.instead, remote.instead, other.instead.length]).toEqual([
    [LINK],
    [LINK],
    [LINK],
    1,
  ]);
  expect([remote.started, other.started]).toEqual([[], []]);
});
