import {describe, expect, test} from '@jest/globals';
import type {Role, Style} from '../../../components/theme/theme.ts';
import {autoTheme, type Background, backgroundIn, builtInTheme} from '../../../components/theme/themes.ts';

/** What people draw on: the terminals' own, and schemes that are much used. */
const BACKGROUNDS: Readonly<Record<Background, Readonly<Record<string, string>>>> = {
  dark: {
    ...{black: '#000000', pictures: '#15181e', 'VS Code': '#1e1e1e', Catppuccin: '#1e1e2e'},
    ...{'One Dark': '#282c34', Gruvbox: '#282828', Solarized: '#002b36', Nord: '#2e3440'},
  },
  light: {
    ...{white: '#ffffff', Latte: '#eff1f5', Solarized: '#fdf6e3', Gruvbox: '#fbf1c7', grey: '#eeeeee'},
  },
};
/** Lines between panes are no text: places and empty columns say the same. */
const NO_TEXT: ReadonlySet<string> = new Set<Role>(['border']);
const READABLE = 4.5;

const STEPS = [0, 95, 135, 175, 215, 255];

/** Red, green and blue of one of the 256 colours, or of `#rrggbb`. */
function rgb(colour: string | number): number[] {
  if (typeof colour === 'string') {
    return [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16));
  }
  if (colour >= 232) {
    return Array.from({length: 3}, () => 8 + 10 * (colour - 232));
  }
  const cube = colour - 16;
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(step => STEPS[step] ?? 0);
}

/** Relative luminance (WCAG 2). */
function luminance(colour: string | number): number {
  const [red = 0, green = 0, blue = 0] = rgb(colour).map(part => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string | number, b: string | number): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

/** The numbers that a style writes with; null where that is the terminal's own. */
const numbered = (colour: Style['colour']) => (typeof colour === 'number' ? colour : null);

const cases = (['dark', 'light'] as const).flatMap(background =>
  [background, 'high-contrast'].flatMap(theme =>
    Object.entries(BACKGROUNDS[background]).map(([name, colour]) => ({theme, background, name, colour})),
  ),
);

describe.each(cases)('$theme on $background: $name', ({theme: name, background, colour: behind}) => {
  const theme = builtInTheme(name, {auto: autoTheme({}, background), background});
  const styles = Object.entries(theme?.styles ?? {}).filter(([role]) => !NO_TEXT.has(role));
  const people = (theme?.people ?? []).map((style, index) => [`person ${index}`, style] as const);

  test('everything that is written is readable, on selected rows too', () => {
    const seen = [...styles, ...people].flatMap(([role, style]) => {
      const [colour, own] = [numbered(style.colour), numbered(style.background)];
      expect(own === null || colour !== null).toBe(true); // the terminal's own text may be anything
      return colour === null ? [] : [[role, contrast(colour, own ?? behind)] as const];
    });
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.filter(([, ratio]) => ratio < READABLE)).toEqual([]);
  });

  test('nothing is dim, and alarm, accent and calm differ', () => {
    expect([...styles, ...people].filter(([, style]) => style.dim)).toEqual([]);
    const {alarm, error, unread, faint} = theme?.styles ?? {};
    expect(new Set([alarm, error, unread, faint].map(style => JSON.stringify(style))).size).toBe(4);
    expect(new Set(theme?.people.map(({colour}) => colour)).size).toBe(theme?.people.length);
  });
});

describe('the theme auto', () => {
  test.each([
    [{}, 'dark', 'dark'],
    [{TERM: 'xterm-256color', COLORFGBG: '0;15'}, 'light', 'light'],
    [{COLORFGBG: '15;0'}, 'dark', 'dark'],
    [{COLORFGBG: '12;default;8'}, 'dark', 'dark'],
    [{COLORFGBG: '0;default;7'}, 'light', 'light'],
    [{COLORFGBG: 'nonsense'}, 'dark', 'dark'],
    [{NO_COLOR: '1', COLORFGBG: '0;15'}, 'light', 'no colours'],
    [{TERM: 'dumb'}, 'dark', 'no colours'],
    [{TERM: 'linux'}, 'dark', '16 colours'],
  ] as const)('of %j: a background that is %s, %s', (environment, background, theme) => {
    expect(backgroundIn(environment)).toBe(background);
    expect(autoTheme(environment, backgroundIn(environment)).name).toBe(theme);
  });
});
