import {expect, test} from '@jest/globals';
import {createStore} from 'zustand/vanilla';
import {initialUi, type UiState} from '../../../components/base/ui-state.ts';
import {followFocus} from '../../../src/app/screen/focus.ts';
import {eyesOn} from '../../../src/app/screen/visibility.ts';
import {manualClock} from '../../support/manual-clock.ts';

function setUp() {
  const ui = createStore<UiState>()(() => initialUi);
  let next = '';
  const stdin = {read: () => next} as Pick<NodeJS.ReadStream, 'read'>;
  const focus = followFocus(stdin, manualClock(0));
  const eyes = eyesOn(ui, focus);
  const seen: boolean[] = [];
  const end = eyes.subscribe(() => seen.push(eyes.see()));
  const send = (text: string) => {
    next = text;
    stdin.read();
  };
  return {ui, eyes, seen, send, end};
}

test('the log is seen while the window has the focus', () => {
  const {eyes, seen, send, end} = setUp();
  expect(eyes.see()).toBe(true);
  send('\x1b[O');
  send('\x1b[I');
  expect(seen).toEqual([false, true]);
  end();
  send('\x1b[O');
  expect(seen).toEqual([false, true]);
});

test.each<Partial<UiState>>([
  {overlay: 'help'},
  {overlay: 'search'},
  {locked: true},
  {pasted: 'text'},
  {secret: {prompt: 'x', answer: () => {}}},
])('and while nothing like %j stands over it', cover => {
  const {ui, seen} = setUp();
  ui.setState({at: 1});
  ui.setState(cover);
  ui.setState({at: 2});
  ui.setState(initialUi);
  expect(seen).toEqual([false, true]);
});
