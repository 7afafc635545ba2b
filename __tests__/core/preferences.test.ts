import {beforeEach, describe, expect, test} from '@jest/globals';
import {createPreferences, type Preferences} from '../../src/core/preferences.ts';
import {NatterError} from '../../src/lib/errors.ts';
import {defaultSettings, type Settings} from '../../src/lib/settings.ts';

let saved: unknown[];
let changed: string[];
let failing: NatterError | null;
let preferences: Preferences;

beforeEach(() => {
  saved = [];
  changed = [];
  failing = null;
  preferences = make({time: '12h', keys: {help: ['f2']}});
});

function make(given: Partial<Settings>): Preferences {
  return createPreferences({
    given,
    themes: () => ['mine'],
    save(change) {
      if (failing !== null) {
        throw failing;
      }
      saved.push(change);
    },
    changed: (_settings, name) => void changed.push(name),
  });
}

const set = (key: string, value: string | null) => preferences.actions.set({type: 'set', key, value});
const bind = (action: string, chords: readonly string[] | null) =>
  preferences.actions.bind({type: 'bind', action, chords});

describe('preferences', () => {
  test('are what was given and defaults for the rest, and nothing else', () => {
    const given = {time: 'iso', name: 'Ada', port: 1} as Partial<Settings>;
    expect(make(given).get()).toEqual({...defaultSettings, time: 'iso'});
  });

  test('are saved before they count', async () => {
    failing = new NatterError('DISK_FULL', 'The disk is full.');
    await expect(set('theme', 'dark')).rejects.toMatchObject({code: 'DISK_FULL'});
    expect(preferences.get().theme).toBe('auto');
    failing = null;
    expect(await set('theme', 'dark')).toMatchObject({theme: 'dark', time: '12h'});
    expect(saved).toEqual([{theme: 'dark'}]);
    expect(changed).toEqual(['theme']);
  });
});

describe('set', () => {
  test.each([
    ['theme', ' DARK ', {theme: 'dark'}],
    ['theme', 'mine', {theme: 'mine'}],
    ['Mouse', 'No', {mouse: false}],
    ['receipts', 'on', {receipts: true}],
    ['quiet', '22:00 - 7:30', {quiet: '22:00-7:30'}],
    ['time', null, {time: undefined}],
  ])('%s %j', async (key, value, change) => {
    await set(key, value);
    expect(saved).toEqual([change]);
  });

  test('without a value takes the default', async () => {
    expect((await set('time', null)).time).toBe('24h');
  });

  test.each([
    ['colour', 'blue', 'SETTING_UNKNOWN', 'There is no setting colour. /set lists them all.'],
    ['tim', '12h', 'SETTING_UNKNOWN', 'There is no setting tim. Did you mean time? /set lists them all.'],
    ['__proto__', 'x', 'SETTING_UNKNOWN', 'There is no setting __proto__. /set lists them all.'],
    ['keys', 'x', 'SETTING_UNKNOWN', 'There is no setting keys. /set lists them all.'],
    ['time', '\x1b[31m', 'SETTING_INVALID', 'time is 24h, 12h, seconds or iso, not "␛[31m".'],
    [
      'quiet',
      '25:00-07:00',
      'SETTING_INVALID',
      'quiet is off or hours such as 22:00-07:00, not "25:00-07:00".',
    ],
    ['mouse', 'maybe', 'SETTING_INVALID', 'mouse is on or off, not "maybe".'],
    [
      'theme',
      'yours',
      'SETTING_INVALID',
      'There is no theme yours. Choose auto, dark, light, high-contrast, none, mine, or put yours.json into the themes folder of your profile.',
    ],
    [
      'theme',
      '../../key',
      'SETTING_INVALID',
      expect.stringContaining('the name of a theme file, not "../../key".'),
    ],
  ])('%s %j is refused and nothing is saved', async (key, value, code, message) => {
    await expect(set(key, value)).rejects.toMatchObject({code, message});
    expect(saved).toEqual([]);
  });
});

describe('bind', () => {
  test('chooses keys, none, and the default', async () => {
    expect((await bind('search', ['Ctrl-F', 'f3'])).keys).toEqual({help: ['f2'], search: ['ctrl-f', 'f3']});
    expect((await bind('search', [])).keys).toEqual({help: ['f2'], search: []});
    expect((await bind('help', null)).keys).toEqual({search: []});
    expect(saved.at(-1)).toEqual({keys: {search: []}});
  });

  test.each([
    ['search', 'ctrl-', '"ctrl-" is not a key. Write it as in ctrl-k, alt-shift-up, f2 or pageup.'],
    ['search', 'f13', '"f13" is not a key. Write it as in ctrl-k, alt-shift-up, f2 or pageup.'],
    ['__proto__', 'f2', '"__proto__" is not something a key can do. /keys lists them all.'],
  ])('%s %s is refused', async (action, chord, message) => {
    await expect(bind(action, [chord])).rejects.toMatchObject({code: 'SETTING_INVALID', message});
    expect(saved).toEqual([]);
  });

  test('keep each hint that was told once, and nothing that is no name of one', async () => {
    const keep = (hint: string) => preferences.actions['keep-hint']({type: 'keep-hint', hint});
    await keep('unread');
    await keep('list');
    await keep('unread');
    await keep('No name');
    expect(preferences.get().hinted).toEqual(['unread', 'list']);
    expect(saved).toEqual([{hinted: ['unread']}, {hinted: ['unread', 'list']}, {hinted: ['unread', 'list']}]);
  });
});
