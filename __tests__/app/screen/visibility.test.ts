import {PassThrough} from 'node:stream';
import {expect, test} from '@jest/globals';
import {CHAT} from '../../../components/app/chat.ts';
import {TOO_SMALL} from '../../../components/app/too-small.ts';
import {LOCK, SECRET} from '../../../components/dialogs/secrets.ts';
import {WELCOME} from '../../../components/dialogs/welcome.ts';
import {PASTE} from '../../../components/input/paste.ts';
import {createModes, LEVEL, type ModeKind} from '../../../components/keys/modes.ts';
import {COPY} from '../../../components/pages/copy/copy-mode.ts';
import {HELP} from '../../../components/pages/help/help-mode.ts';
import {PALETTE} from '../../../components/pages/palette/palette.ts';
import {SEARCH} from '../../../components/pages/search/search-page.ts';
import {SETTINGS} from '../../../components/pages/settings/settings-page.ts';
import {followFocus} from '../../../src/app/screen/focus.ts';
import {sightOf} from '../../../src/app/screen/visibility.ts';
import {createTerminalInput} from '../../../src/terminal/input.ts';
import {settled} from '../../support/history-core.ts';
import {manualClock} from '../../support/manual-clock.ts';

function setUp() {
  const modes = createModes(CHAT);
  const stdin = new PassThrough();
  const clock = manualClock(0);
  const input = createTerminalInput({stdin, clock, escapeDelay: 50});
  input.resume();
  const focus = followFocus(input, clock);
  const model = {modes, unreadInView: () => []};
  const sight = sightOf(model, focus, () => Promise.resolve(true));
  const seen: boolean[] = [];
  const end = sight.subscribe(() => seen.push(sight.isOnLog()));
  const send = async (bytes: string) => {
    stdin.write(bytes);
    await settled();
  };
  return {modes, clock, sight, seen, send, end};
}

test('the log is seen while the window has the focus', async () => {
  const {sight, seen, send, end} = setUp();
  expect(sight.isOnLog()).toBe(true);
  await send('\x1b[O');
  await send('\x1b[I');
  expect(seen).toEqual([false, true]);
  end();
  await send('\x1b[O');
  expect(seen).toEqual([false, true]);
});

test('or, where the terminal says nothing of it, for a minute after each key', async () => {
  const {sight, seen, send, clock} = setUp();
  clock.advance(62_000);
  expect(sight.isOnLog()).toBe(false);
  await send('x');
  expect(seen).toEqual([true]);
});

const kind = (level: number, coversLog: boolean): ModeKind<number> => ({
  name: `level ${level}`,
  level,
  coversLog,
  text: 'none',
});

test('and while no mode that is on covers it, be it the highest one or not', () => {
  const {modes, sight} = setUp();
  modes.enter(kind(LEVEL.choose, false), 1);
  expect(sight.isOnLog()).toBe(true);
  modes.enter(kind(LEVEL.page, true), 1);
  modes.enter(kind(LEVEL.ask, false), 1);
  modes.enter(kind(LEVEL.tooSmall, true), 1);
  modes.leave(kind(LEVEL.page, true));
  expect(sight.isOnLog()).toBe(false);
  modes.leave(kind(LEVEL.tooSmall, true));
  expect(sight.isOnLog()).toBe(true);
});

test.each<ModeKind<never>>([HELP, COPY, SEARCH, PALETTE, SETTINGS, PASTE, LOCK, SECRET, WELCOME, TOO_SMALL])(
  'the log is not seen behind $name',
  ({coversLog}) => expect(coversLog).toBe(true),
);
