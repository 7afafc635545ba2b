import type {BUILT_IN_THEMES} from '../../src/lib/settings.ts';
import {colourTheme, monochromeTheme, type Role, type Style, type Theme} from './theme.ts';

/** What a terminal draws on. */
export type Background = 'dark' | 'light';

type Palette = {
  /** Times, marks, hints, what was quoted: calm, but as readable as text. */
  readonly muted: number;
  /** What concerns the reader: unread, mentioned, asked for. Nothing else has a hue but names and failures. */
  readonly accent: number;
  /** Own words, and titles. */
  readonly strong: number;
  readonly failure: number;
  /** Code within a sentence. */
  readonly snippet: number;
  readonly border: number;
  readonly selection: Style;
  /** Text on the accent. */
  readonly onAccent: number;
  readonly people: readonly number[];
};

/** Presence, marks and times have no hue. Contrasts are tested on the backgrounds that people have. */
function designed(name: string, palette: Palette): Theme {
  const {muted, accent, strong, failure, snippet, border, selection, onAccent, people} = palette;
  const calm: Style = {colour: muted};
  const marked: Style = {colour: onAccent, background: accent};
  return themeOf(name, {
    ...{faint: calm, time: calm, delivered: calm, day: calm, hint: calm, notice: calm, status: calm},
    ...{section: calm, connecting: calm, online: {}},
    title: {bold: true, colour: strong},
    self: {bold: true, colour: strong},
    prompt: {bold: true, colour: strong},
    border: {colour: border},
    selected: selection,
    unread: {bold: true, colour: accent},
    request: {bold: true, colour: accent},
    new: {colour: accent},
    link: {underline: true, colour: accent},
    strong: {bold: true},
    emphasis: {italic: true},
    snippet: {colour: snippet},
    mention: {...marked, bold: true},
    found: marked,
    error: {colour: failure},
    alarm: {bold: true, colour: 231, background: 124},
    code: {colour: 16, background: 231},
    people: people.map(colour => ({colour})),
  });
}

/** The colours of people differ as far as they can for every kind of sight. */
const dark = designed('dark', {
  ...{muted: 248, accent: 117, strong: 255, failure: 210, snippet: 223, border: 243, onAccent: 16},
  selection: {colour: 231, background: 24},
  people: [39, 178, 194, 227, 51, 206, 150, 71, 218, 79],
});

const light = designed('light', {
  ...{muted: 240, accent: 25, strong: 232, failure: 124, snippet: 94, border: 246, onAccent: 231},
  selection: {colour: 16, background: 153},
  people: [22, 90, 96, 17, 125, 52, 19, 89],
});

/** For weak eyes and bright rooms: nothing is calm. */
const contrastOnDark = designed('high-contrast', {
  ...{muted: 231, accent: 226, strong: 231, failure: 217, snippet: 231, border: 231, onAccent: 16},
  selection: {bold: true, colour: 16, background: 231},
  people: [231, 159, 229, 157],
});

const contrastOnLight = designed('high-contrast', {
  ...{muted: 16, accent: 18, strong: 16, failure: 88, snippet: 16, border: 16, onAccent: 231},
  selection: {bold: true, colour: 231, background: 16},
  people: [16, 18, 52, 22],
});

type Name = Exclude<(typeof BUILT_IN_THEMES)[number], 'auto'>;
type OnEither = Readonly<Record<Background, Theme>>;

const BY_NAME: ReadonlyMap<string, OnEither> = new Map<Name, OnEither>([
  ['dark', {dark, light: dark}],
  ['light', {dark: light, light}],
  ['high-contrast', {dark: contrastOnDark, light: contrastOnLight}],
  ['none', {dark: monochromeTheme, light: monochromeTheme}],
]);

/** What a terminal is, as far as it says so: where its theme follows from. */
export type ThemeFacts = {readonly auto: Theme; readonly background: Background};

/** A theme that is always there, or null. `auto` is what the terminal asks for. */
export function builtInTheme(name: string, {auto, background}: ThemeFacts): Theme | null {
  return name === 'auto' ? auto : (BY_NAME.get(name)?.[background] ?? null);
}

/** What tells of a terminal without being asked. */
type Environment = {
  readonly NO_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
  readonly COLORFGBG?: string | undefined;
};

/** Terminals of 16 colours. */
const FEW_COLOURS = /^(?:linux|vt\d+|ansi|cons25|sun)/;
/** Of the 16 colours that COLORFGBG names, those that are light. */
const LIGHT = new Set(['7', '9', '10', '11', '12', '13', '14', '15']);

/** The theme `auto`: none for NO_COLOR set to anything (no-color.org) or a dumb terminal, else what fits the background. */
export function autoTheme({NO_COLOR = '', TERM = ''}: Environment, background: Background): Theme {
  if (NO_COLOR !== '' || TERM === 'dumb') {
    return monochromeTheme;
  }
  return FEW_COLOURS.test(TERM) ? colourTheme : {dark, light}[background];
}

/** The background that the environment tells of: most terminals are dark. */
export function backgroundIn({COLORFGBG = ''}: Environment): Background {
  return LIGHT.has(COLORFGBG.split(';').at(-1) ?? '') ? 'light' : 'dark';
}

/** Whether a terminal may be asked for its background: some print the question. */
export function answersColours({TERM = ''}: Environment): boolean {
  return TERM !== 'dumb' && !FEW_COLOURS.test(TERM);
}

/** A theme of which only what differs from another is said. */
export function themeOf(
  name: string,
  {
    people = colourTheme.people,
    ...styles
  }: {readonly [R in Role]?: Style} & {readonly people?: readonly Style[]},
  base: Theme = colourTheme,
): Theme {
  return {name, styles: {...base.styles, ...styles}, people};
}
