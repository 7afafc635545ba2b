import {beforeEach, describe, expect, test} from '@jest/globals';
import {type Bar, createBar} from '../../../components/input/input-line.ts';

let bar: Bar;

beforeEach(() => {
  bar = createBar({
    width: () => 80,
    complete: () => ({from: 0, to: 0, candidates: []}),
    hasShortcodes: () => true,
  });
  for (const line of ['/connect 10.0.0.1:4242', 'hello Ann', 'Hello 👨‍👩‍👧 all', 'bye']) {
    bar.insert(line);
    bar.take();
  }
  bar.insert('draft');
});

/** The bar with its cursor as `|`. */
function shown(): string {
  const {text, cursor} = bar.getState().editor;
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

describe('Ctrl-R', () => {
  test('begins with the newest line and goes back from there', () => {
    bar.press('history-search');
    expect(shown()).toBe('bye|');
    bar.press('history-search');
    expect(shown()).toBe('Hello 👨‍👩‍👧 all|');
  });

  test('finds what is typed, in any case; again goes to an older one and stays at the oldest', () => {
    bar.press('history-search');
    bar.insert('hel');
    bar.insert('lo');
    expect(shown()).toBe('Hello| 👨‍👩‍👧 all');
    bar.press('history-search');
    expect(shown()).toBe('hello| Ann');
    bar.press('history-search');
    expect(shown()).toBe('hello| Ann');
  });

  test('Backspace looks for less, from the newest line again', () => {
    bar.press('history-search');
    bar.insert('hello ax');
    expect(shown()).toBe('|');
    expect(bar.getState().recalling).toMatchObject({typed: 'hello ax', at: null});
    bar.press('delete-backward');
    expect(shown()).toBe('hello A|nn');
  });

  test('the cursor never stands inside a character', () => {
    bar.press('history-search');
    bar.insert('👨');
    expect(shown()).toBe('Hello 👨‍👩‍👧| all');
  });

  test('Enter takes the line without sending it, and ↑ goes on from there', () => {
    bar.press('history-search');
    bar.insert('hello a');
    expect(bar.press('submit')).toBe(true);
    expect(bar.getState()).toMatchObject({editor: {text: 'hello Ann'}, recalling: null});
    bar.press('line-up');
    expect(bar.getState().editor.text).toBe('/connect 10.0.0.1:4242');
  });

  test.each(['escape', 'interrupt'] as const)('%s brings back what stood there', action => {
    bar.press('history-search');
    bar.insert('hel');
    expect(bar.press(action)).toBe(true);
    expect(shown()).toBe('draft|');
    expect(bar.press(action)).toBe(false);
  });

  test('any other key takes the line and does what it always does', () => {
    bar.press('history-search');
    bar.insert('bye');
    expect(bar.press('move-line-start')).toBe(true);
    expect(shown()).toBe('|bye');
  });

  test('nothing found and taken is nothing changed', () => {
    bar.press('history-search');
    bar.insert('zzz');
    bar.press('submit');
    expect(shown()).toBe('draft|');
  });

  test('a bar in which nothing was entered has nothing to find', () => {
    bar = createBar({
      width: () => 80,
      complete: () => ({from: 0, to: 0, candidates: []}),
      hasShortcodes: () => true,
    });
    bar.press('history-search');
    expect(shown()).toBe('|');
    bar.insert('x');
    bar.press('escape');
    expect(shown()).toBe('|');
  });
});
