import {PassThrough} from 'node:stream';
import {expect, test} from '@jest/globals';
import {createStore} from 'zustand/vanilla';
import {initialUi, type UiState} from '../../../components/base/ui-state.ts';
import {followFocus} from '../../../src/app/screen/focus.ts';
import {sightOf} from '../../../src/app/screen/visibility.ts';
import {project} from '../../../src/store/project.ts';
import {createAppStore} from '../../../src/store/store.ts';
import {createTerminalInput} from '../../../src/terminal/input.ts';
import {ann, snapshot} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {manualClock} from '../../support/manual-clock.ts';

function setUp() {
  const store = createAppStore();
  store.change(state => project(state, [{type: 'ready', snapshot: snapshot()}], 0));
  const ui = createStore<UiState>()(() => initialUi);
  const stdin = new PassThrough();
  const clock = manualClock(0);
  const input = createTerminalInput({stdin, clock, escapeDelay: 50});
  input.resume();
  const focus = followFocus(input, clock);
  const model = {store, ui, unreadInView: () => []};
  const sight = sightOf(model, focus, () => Promise.resolve(true));
  const seen: boolean[] = [];
  const end = sight.subscribe(() => seen.push(sight.isOnLog()));
  const send = async (bytes: string) => {
    stdin.write(bytes);
    await settled();
  };
  return {store, ui, clock, sight, seen, send, end};
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

test.each<Partial<UiState>>([
  {overlay: 'help'},
  {overlay: 'search'},
  {overlay: 'palette'},
  {overlay: 'settings'},
  {locked: true},
  {pasted: 'text'},
  {copying: true},
  {secret: {prompt: 'x', answer: () => {}}},
  {size: {columns: 20, rows: 5}},
])('and while nothing like %j stands over it', cover => {
  const {ui, sight} = setUp();
  ui.setState(cover);
  expect(sight.isOnLog()).toBe(false);
  ui.setState(initialUi);
  expect(sight.isOnLog()).toBe(true);
});

test('nor the question for a name', () => {
  const {store, sight} = setUp();
  store.change(state => ({...state, self: ann({named: false})}));
  expect(sight.isOnLog()).toBe(false);
});
