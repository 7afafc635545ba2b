import {describe, expect, test} from '@jest/globals';
import {chooseKeys, helpLines, keyUses, unknownActions} from '../../../components/keys/chosen-keys.ts';
import {actionFor, defaultKeyMap} from '../../../components/keys/key-map.ts';
import {SUMMARIES} from '../../../components/keys/summaries.ts';
import {chordLabel, parseChord} from '../../../src/lib/chords.ts';
import type {ChosenKeys} from '../../../src/lib/settings.ts';

const mapOf = (chosen: ChosenKeys) => chooseKeys(defaultKeyMap, chosen);
const useOf = (chosen: ChosenKeys, action: string) =>
  keyUses(defaultKeyMap, mapOf(chosen)).find(use => use.action === action);

describe('the default keys', () => {
  test('reach everything that keys can do, each key one thing at a time', () => {
    expect(
      keyUses(defaultKeyMap, defaultKeyMap).flatMap(({action, taken}) => taken.map(() => action)),
    ).toEqual([]);
    expect(new Set(defaultKeyMap.map(({action}) => action))).toEqual(new Set(Object.keys(SUMMARIES)));
  });

  test('have names that settings may write', () => {
    const chords = defaultKeyMap.flatMap(binding => binding.chords);
    expect(chords.map(parseChord)).toEqual(chords);
  });
});

describe('chosen keys', () => {
  test('take the place of the defaults', () => {
    const keyMap = mapOf({search: ['F3', 'Ctrl-G']});
    expect(actionFor(keyMap, 'f3', ['empty', 'always'])).toBe('search');
    expect(actionFor(keyMap, 'ctrl-g', ['typing', 'always'])).toBe('search');
    expect(actionFor(keyMap, 'ctrl-f', ['empty', 'always'])).toBeNull();
  });

  test('go before defaults with the same key, which is a conflict that is shown', () => {
    expect(actionFor(mapOf({search: ['ctrl-l']}), 'ctrl-l', ['empty', 'always'])).toBe('search');
    expect(useOf({search: ['ctrl-l']}, 'redraw')).toMatchObject({
      chords: ['ctrl-l'],
      taken: [{chord: 'ctrl-l', by: 'search'}],
    });
    expect(useOf({search: ['ctrl-l']}, 'search')).toMatchObject({isChosen: true, taken: []});
  });

  test('of one for the empty bar and one for typing are no conflict', () => {
    expect(useOf({'peer-open': ['f5'], submit: ['f5']}, 'submit')).toMatchObject({taken: []});
    expect(useOf({help: ['enter']}, 'submit')).toMatchObject({taken: [{chord: 'enter', by: 'help'}]});
  });

  test('may be none', () => {
    expect(actionFor(mapOf({suspend: []}), 'ctrl-z', ['empty', 'always'])).toBeNull();
  });

  test('that are one character count only where nothing is typed', () => {
    expect(actionFor(mapOf({help: ['h']}), 'h', ['empty', 'always'])).toBeNull();
    expect(actionFor(mapOf({'message-copy': ['+']}), '+', ['message', 'always'])).toBe('message-copy');
    expect(useOf({}, 'message-copy')?.takesCharacters).toBe(true);
    expect(useOf({}, 'help')?.takesCharacters).toBe(false);
  });

  test('of an action with two bindings count in the wider one', () => {
    const keyMap = mapOf({palette: ['ctrl-o']});
    expect(actionFor(keyMap, 'ctrl-o', ['typing', 'always'])).toBe('palette');
    expect(actionFor(keyMap, 'ctrl-k', ['empty', 'always'])).toBeNull();
  });

  test('for what keys cannot do are passed over and told of', () => {
    const chosen = JSON.parse('{"fly": ["f9"], "__proto__": ["f9"], "search": ["f3"]}');
    expect(unknownActions(defaultKeyMap, chosen)).toEqual(['fly', '__proto__']);
    expect(actionFor(mapOf(chosen), 'f9', ['empty', 'always'])).toBeNull();
  });
});

describe('help', () => {
  const linesWith = (chosen: ChosenKeys, ...meanings: readonly string[]) =>
    helpLines(defaultKeyMap, mapOf(chosen)).filter(([, meaning]) => meanings.includes(meaning));

  test('is as written while nothing was chosen', () => {
    expect(helpLines(defaultKeyMap)).toEqual(
      defaultKeyMap.flatMap(({help}) => (help === null ? [] : [[help.keys, help.text]])),
    );
  });

  test('tells chosen keys, and each of those that had a common line', () => {
    expect(
      linesWith({'scroll-up': ['alt-up']}, 'scroll the log', 'scroll the log up', 'scroll the log down'),
    ).toEqual([
      ['Alt-↑', 'scroll the log up'],
      ['PgDn', 'scroll the log down'],
    ]);
  });

  test('does not tell keys that were taken away', () => {
    expect(linesWith({search: ['ctrl-l']}, 'draw the screen again', 'search in all messages')).toEqual([
      ['Ctrl-L', 'search in all messages'],
      ['no key', 'draw the screen again'],
    ]);
  });
});

describe('names of keys', () => {
  test.each([
    ['Ctrl-K', 'ctrl-k', 'Ctrl-K'],
    ['alt-ctrl-x', 'ctrl-alt-x', 'Ctrl-Alt-X'],
    ['SHIFT-TAB', 'shift-tab', 'Shift-Tab'],
    ['pageup', 'pageup', 'PgUp'],
    ['F12', 'f12', 'F12'],
    ['alt-/', 'alt-/', 'Alt-/'],
    ['alt--', 'alt--', 'Alt--'],
    ['N', 'N', 'N'],
  ])('%s is %s, shown as %s', (typed, name, label) => {
    expect(parseChord(typed)).toBe(name);
    expect(chordLabel(name)).toBe(label);
  });

  test.each(['', 'ctrl-', 'f13', 'meta-x', 'shift-x', 'ctrl-shift-x', 'ä', 'ctrl-ä', ' '])(
    '%j is none',
    typed => {
      expect(parseChord(typed)).toBeNull();
    },
  );
});
