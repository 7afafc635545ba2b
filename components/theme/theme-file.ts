import {NatterError} from '../../src/lib/errors.ts';
import {type SafeText, safe, safeLine} from '../../src/lib/text/safe-text.ts';
import {shorten} from '../../src/lib/text/shorten.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {type Colour, colourTheme, isColour, type Role, type Style, type Theme} from './theme.ts';
import {builtInTheme, type ThemeFacts, themeOf} from './themes.ts';

/** Graphemes of bad input quoted in errors. */
const QUOTED = 40;
const FLAGS = ['bold', 'dim', 'inverse', 'underline', 'italic'] as const;

/**
 * Reads a theme from the content of its file: `{"extends": "dark", "styles": {"new": {"colour": "#ff8800"}},
 * "people": [{"colour": 33}]}`. All of it may be left out. `auto` is what a theme extends that says nothing.
 * Throws `SETTING_INVALID`, which names the file and what is wrong.
 */
export function themeFromFile(path: string, content: unknown, facts: ThemeFacts): Theme {
  const fail = (problem: SafeText): never => {
    throw new NatterError('SETTING_INVALID', safe`${safeLine(path)}: ${problem}.`);
  };
  const parts = asRecord(content) ?? fail(screenTexts.themes.noObject);
  const wanted = parts.get('extends') ?? 'auto';
  const base = typeof wanted === 'string' ? builtInTheme(wanted, facts) : null;
  if (base === null) {
    return fail(screenTexts.themes.noBase(quote(wanted)));
  }
  const styles = asRecord(parts.get('styles') ?? {}) ?? fail(screenTexts.themes.noStyles);
  const people = parts.get('people') ?? [];
  if (!Array.isArray(people)) {
    return fail(screenTexts.themes.noPeople);
  }
  const named = [...styles].map(([role, style]) =>
    isRole(role)
      ? ([role, toStyle(style, fail)] as const)
      : fail(screenTexts.themes.unknownRole(quote(role))),
  );
  const chosen = people.map(style => toStyle(style, fail));
  return themeOf(
    path,
    {...Object.fromEntries(named), people: chosen.length > 0 ? chosen : base.people},
    base,
  );
}

function toStyle(value: unknown, fail: (problem: SafeText) => never): Style {
  const parts = asRecord(value) ?? fail(screenTexts.themes.noStyle(quote(value)));
  for (const [key, part] of parts) {
    const isFlag = FLAGS.some(flag => flag === key) && typeof part === 'boolean';
    const isColoured = (key === 'colour' || key === 'background') && isColour(part);
    if (!isFlag && !isColoured) {
      fail(screenTexts.themes.wrongStyle(quote({[key]: part}), safeLine(ALLOWED)));
    }
  }
  return Object.fromEntries(parts) as Style;
}

const ALLOWED = screenTexts.themes.allowed;

/** A Map, since the keys are whatever somebody wrote into the file. */
function asRecord(value: unknown): ReadonlyMap<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : null;
}

function isRole(name: string): name is Role {
  return Object.hasOwn(colourTheme.styles, name);
}

function quote(value: unknown): SafeText {
  return shorten(safeLine(JSON.stringify(value)), QUOTED);
}

/** The theme with colours that a terminal of 256 shows: 24-bit ones become the nearest. */
export function in256Colours(theme: Theme): Theme {
  const change = (style: Style): Style => ({
    ...style,
    ...(style.colour === undefined ? {} : {colour: nearest(style.colour)}),
    ...(style.background === undefined ? {} : {background: nearest(style.background)}),
  });
  const styles = Object.entries(theme.styles).map(([role, style]) => [role, change(style)]);
  return {...theme, styles: Object.fromEntries(styles) as Theme['styles'], people: theme.people.map(change)};
}

/** The cube of 6 × 6 × 6 colours begins at 16; its steps are 0, 95, 135, 175, 215, 255. */
function nearest(colour: Colour): Colour {
  if (typeof colour === 'number' || !colour.startsWith('#')) {
    return colour;
  }
  const steps = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16);
    return part < 48 ? 0 : part < 115 ? 1 : Math.floor((part - 35) / 40);
  });
  return 16 + steps.reduce((sum, step) => sum * 6 + step, 0);
}
