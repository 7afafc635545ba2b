import type {BUILT_IN_THEMES} from '../../src/lib/settings.ts';
import {colourTheme, monochromeTheme, type Role, type Style, type Theme} from './theme.ts';

/** For a dark background: soft colours of the 256 that terminals share. */
const dark: Theme = themeOf('dark', {
  faint: {colour: 244},
  title: {bold: true, colour: 255},
  border: {colour: 238},
  section: {colour: 109},
  selected: {colour: 255, background: 24},
  online: {colour: 114},
  connecting: {colour: 179},
  unread: {bold: true, colour: 221},
  request: {bold: true, colour: 176},
  time: {colour: 242},
  delivered: {colour: 244},
  day: {colour: 109},
  new: {colour: 203},
  found: {colour: 16, background: 221},
  notice: {colour: 246},
  error: {colour: 203},
  alarm: {bold: true, colour: 231, background: 160},
  status: {colour: 252, background: 236},
  prompt: {bold: true, colour: 114},
  hint: {colour: 242},
  people: [{colour: 116}, {colour: 176}, {colour: 150}, {colour: 111}, {colour: 180}, {colour: 217}],
});

/** For a light background: deep colours, and nothing pale. */
const light: Theme = themeOf('light', {
  faint: {colour: 242},
  title: {bold: true, colour: 16},
  border: {colour: 250},
  section: {colour: 24},
  selected: {colour: 231, background: 25},
  online: {colour: 28},
  connecting: {colour: 130},
  unread: {bold: true, colour: 160},
  request: {bold: true, colour: 90},
  time: {colour: 243},
  delivered: {colour: 243},
  day: {colour: 24},
  new: {colour: 160},
  found: {colour: 16, background: 220},
  notice: {colour: 240},
  error: {colour: 160},
  alarm: {bold: true, colour: 231, background: 160},
  status: {colour: 16, background: 252},
  prompt: {bold: true, colour: 28},
  hint: {colour: 243},
  people: [{colour: 25}, {colour: 90}, {colour: 28}, {colour: 94}, {colour: 124}, {colour: 30}],
});

/** For weak eyes and bright rooms: full colours, bold, nothing dim. */
const highContrast: Theme = themeOf('high-contrast', {
  faint: {},
  title: {bold: true, underline: true},
  border: {},
  section: {bold: true},
  selected: {bold: true, inverse: true},
  online: {bold: true, colour: 'bright-green'},
  connecting: {bold: true, colour: 'bright-yellow'},
  unread: {bold: true, inverse: true, colour: 'bright-yellow'},
  request: {bold: true, inverse: true, colour: 'bright-magenta'},
  time: {},
  self: {bold: true, underline: true},
  delivered: {bold: true},
  day: {bold: true},
  new: {bold: true, colour: 'bright-red'},
  found: {bold: true, inverse: true},
  notice: {},
  error: {bold: true, colour: 'bright-red'},
  alarm: {bold: true, inverse: true, colour: 'bright-red'},
  status: {bold: true, inverse: true},
  prompt: {bold: true},
  hint: {},
  people: [{bold: true, colour: 'bright-cyan'}, {bold: true, colour: 'bright-green'}, {bold: true}],
});

const BY_NAME: ReadonlyMap<string, Theme> = new Map([
  ['dark', dark],
  ['light', light],
  ['high-contrast', highContrast],
  ['none', monochromeTheme],
] satisfies readonly (readonly [Exclude<(typeof BUILT_IN_THEMES)[number], 'auto'>, Theme])[]);

/** A theme that is always there, or null. `auto` is what the environment asks for. */
export function builtInTheme(name: string, auto: Theme): Theme | null {
  return name === 'auto' ? auto : (BY_NAME.get(name) ?? null);
}

/** A theme of which only what differs from the colours of the terminal is said. */
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
