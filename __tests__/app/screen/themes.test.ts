import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {colourTheme, createPainter, monochromeTheme} from '../../../components/theme/theme.ts';
import {createThemes} from '../../../src/app/screen/themes.ts';
import {toPlainError} from '../../../src/lib/errors.ts';

let profile: string;
let failures: string[];

beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'natter-themes-'));
  mkdirSync(join(profile, 'themes'));
  failures = [];
});

afterEach(() => rmSync(profile, {recursive: true}));

function themes(environment: {COLORTERM?: string} = {}, folder: string | null = profile) {
  return createThemes({
    ...{profile: folder, environment, facts: () => ({auto: colourTheme, background: 'dark' as const})},
    failed: error => void failures.push(toPlainError(error).message.replace(profile, '')),
  });
}

function write(name: string, content: unknown): void {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(profile, 'themes', name), text);
}

describe('theme files', () => {
  test('are those with a fitting name, without their ending', () => {
    for (const name of ['mine.json', 'a-b.json', 'Big.json', 'notes.txt', '.json', 'x y.json']) {
      write(name, {});
    }
    expect(themes().names()).toEqual(['a-b', 'mine']);
    expect(themes({}, null).names()).toEqual([]);
    rmSync(join(profile, 'themes'), {recursive: true});
    expect(themes().names()).toEqual([]);
    expect(failures).toEqual([]);
  });

  test('say what differs from another theme', () => {
    write('mine.json', {
      extends: 'none',
      styles: {error: {colour: 'bright-red', bold: true, background: 17, underline: true}},
      people: [{colour: 5}],
    });
    const theme = themes().load('mine');
    expect(theme?.styles.status).toEqual(monochromeTheme.styles.status);
    const {paint, paintPerson} = createPainter(theme ?? colourTheme);
    expect(paint('error', 'x')).toBe('\x1b[1m\x1b[4m\x1b[91m\x1b[48;5;17mx\x1b[22m\x1b[24m\x1b[39m\x1b[49m');
    expect(paintPerson('a', 'x')).toBe('\x1b[38;5;5mx\x1b[39m');
  });

  test('extend auto, with its people, if they say nothing', () => {
    write('mine.json', {});
    expect(themes().load('mine')).toMatchObject({styles: colourTheme.styles, people: colourTheme.people});
  });

  test.each([
    ['#ff0000', 196],
    ['#000000', 16],
    ['#FFFFFF', 231],
    ['#5f87af', 67],
  ])('%s is colour %i on a terminal of 256', (colour, expected) => {
    write('mine.json', {styles: {new: {colour}}});
    expect(themes().load('mine')?.styles.new).toEqual({colour: expected});
    expect(themes({COLORTERM: 'truecolor'}).load('mine')?.styles.new).toEqual({colour});
  });

  test('24-bit colours are written as such', () => {
    const theme = {...colourTheme, styles: {...colourTheme.styles, new: {colour: '#0a10ff'} as const}};
    expect(createPainter(theme).paint('new', 'x')).toBe('\x1b[38;2;10;16;255mx\x1b[39m');
  });

  test.each([
    ['{', '/themes/mine.json is not valid JSON. Fix it.'],
    [[], '/themes/mine.json: it must contain one JSON object.'],
    [{extends: 'mine'}, '/themes/mine.json: "extends" must be the name of a built-in theme, not "mine".'],
    [{styles: {stauts: {}}}, '/themes/mine.json: there is nothing called "stauts".'],
    ['{"styles": {"__proto__": {}}}', '/themes/mine.json: there is nothing called "__proto__".'],
    [{styles: {status: 'red'}}, '/themes/mine.json: a style must be an object, not "red".'],
    [{people: {}}, '/themes/mine.json: "people" must be a list of styles.'],
    ...[
      {colour: 'rot'},
      {colour: 256},
      {colour: 'constructor'},
      {colour: '#fff'},
      {bold: 1},
      {blink: true},
    ].map(
      style =>
        [
          {styles: {new: style}},
          `/themes/mine.json: a style cannot have ${JSON.stringify(style)}; it has colour and background (red, ` +
            'bright-red, … or 0 to 255 or "#rrggbb") and bold, dim, inverse, underline, italic.',
        ] as const,
    ),
  ])('%j is refused with what is wrong', (content, message) => {
    write('mine.json', content);
    expect(themes().load('mine')).toBeNull();
    expect(failures).toEqual([message]);
  });

  test('that are not there, or lead out of the folder, are not read', () => {
    write('mine.json', {});
    symlinkSync(join(profile, 'themes', 'mine.json'), join(profile, 'themes', 'link.json'));
    expect([themes().load('none'), themes().load('../themes/mine'), themes().load('link')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(failures).toHaveLength(3);
  });

  test('are checked before they are chosen', () => {
    write('broken.json', '{');
    write('mine.json', {});
    const problem = (name: string, folder: string | null = profile) => {
      try {
        themes({}, folder).check(name);
        return null;
      } catch (error) {
        return toPlainError(error).message.replace(profile, '');
      }
    };
    expect(['dark', 'mine', 'MINE', '../no name'].map(name => problem(name))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(problem('broken')).toBe('/themes/broken.json is not valid JSON. Fix it.');
    expect(problem('nobody')).toBe('There is no theme file /themes/nobody.json.');
    expect(problem('dark', null)).toBeNull();
    expect(problem('mine', null)).toBe('There is no theme mine, and no profile that could contain one.');
    expect(failures).toEqual([]);
  });
});
