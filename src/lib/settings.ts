/**
 * The one table of what a user can set. From it follow the types, the checks of config.json, `/set` with its help
 * and completion, and the settings page.
 */

import {parseChord} from './chords.ts';
import {splitWords} from './text/split-words.ts';
import {inputTexts} from './texts/input.ts';

/** What a setting holds. */
export type SettingValue = string | boolean;

/** One thing that can be set. */
export type Setting<T extends SettingValue = SettingValue> = {
  /** One line of help. */
  readonly summary: string;
  readonly default: T;
  /** What one may write, to complete and to step through. */
  readonly choices: readonly string[];
  /** What else one may write, for people; null if that is all. */
  readonly other: string | null;
  /** The value that was written, or null if it is none. */
  readonly parse: (text: string) => T | null;
};

/** UTF-16 units of a program and its arguments. */
const MOST_LINE = 500;
const TRUE = ['on', 'yes', 'true'];
const FALSE = ['off', 'no', 'false'];
const QUIET = /^([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)$/;
/** The name of a file too: `themes/<name>.json`. */
const THEME_NAME = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** Themes that are always there. `auto` is `dark` or `light`, as the terminal is, or `none` where NO_COLOR asks for that. */
export const BUILT_IN_THEMES = ['auto', 'dark', 'light', 'high-contrast', 'none'] as const;

export const SETTINGS = {
  theme: named(BUILT_IN_THEMES, 'auto', inputTexts.settings.theme),
  time: oneOf(['24h', '12h', 'seconds', 'iso'], '24h', inputTexts.settings.time),
  sidebar: onOff(true, inputTexts.settings.sidebar),
  mouse: onOff(true, inputTexts.settings.mouse),
  notify: oneOf(['off', 'bell', 'osc9', 'osc777', 'system'], 'bell', inputTexts.settings.notify),
  quiet: hours('off', inputTexts.settings.quiet),
  typing: onOff(true, inputTexts.settings.typing),
  shortcodes: onOff(true, inputTexts.settings.shortcodes),
  receipts: onOff(true, inputTexts.settings.receipts),
  requests: oneOf(['ask', 'open', 'closed'], 'ask', inputTexts.settings.requests),
  addresses: onOff(true, inputTexts.settings.addresses),
  dht: onOff(true, inputTexts.settings.dht),
  lan: onOff(true, inputTexts.settings.lan),
  background: onOff(false, inputTexts.settings.background),
  'on-message': program('off', inputTexts.settings.onMessage),
  marks: oneOf(['auto', 'unicode', 'ascii'], 'auto', inputTexts.settings.marks),
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof SETTINGS;

type ValueOf<S> = S extends Setting<infer T> ? T : never;

/** Keys that the user chose for what keys do, by the name of the action. */
export type ChosenKeys = {readonly [action: string]: readonly string[]};

/** A value for each setting, and the chosen keys. */
export type Settings = {readonly [N in SettingName]: ValueOf<(typeof SETTINGS)[N]>} & {
  readonly keys: ChosenKeys;
  /** What the user says that they are about, as `/status` set it; empty if nothing. */
  readonly status: string;
  /** Hints that were told: nobody sets them. */
  readonly hinted: readonly string[];
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** All settings as they are where nothing was set. */
export const defaultSettings: Settings = {
  ...(Object.fromEntries(SETTING_NAMES.map(name => [name, SETTINGS[name].default])) as Omit<
    Settings,
    'keys' | 'status' | 'hinted'
  >),
  keys: {},
  status: '',
  hinted: [],
};

/** All settings, where some are set: without what else may stand beside them. */
export function settingsFrom(given: Partial<Settings>): Settings {
  const names: readonly string[] = [...SETTING_NAMES, 'keys', 'status', 'hinted'];
  const known = Object.entries(given).filter(([name, value]) => names.includes(name) && value !== undefined);
  return {...defaultSettings, ...Object.fromEntries(known)};
}

/** Whether a word is the name of a setting. */
export function isSettingName(word: string): word is SettingName {
  return Object.hasOwn(SETTINGS, word);
}

/** A setting by its name, without its own type of value. */
export function settingOf(name: SettingName): Setting {
  return SETTINGS[name];
}

/** A theme in words. `auto` is the name of the one that the terminal asks for; null where that is not known. */
export function themeSummary(name: string, auto: string | null): string {
  const {themes, themeFile, themeHere} = inputTexts.settings;
  const known: Readonly<Record<string, string>> = themes;
  const summary = Object.hasOwn(known, name) ? known[name] : undefined;
  if (summary === undefined) {
    return themeFile(name);
  }
  return name === 'auto' && auto !== null ? themeHere(summary, auto) : summary;
}

/** What may be written for a setting, in words: `on or off`. `write` says how a value is written. */
export function shapeOf({choices, other}: Setting, write = (choice: string) => choice): string {
  const all = [...choices.map(write), ...(other === null ? [] : [other])];
  const last = all.pop() ?? '';
  return all.length === 0 ? last : inputTexts.settings.or(all.join(', '), last);
}

/** A value as one writes it. */
export function writeValue(value: SettingValue): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : value;
}

/** Whether a value of config.json, of any type, is one of a setting: on and off are `true` and `false` there. */
export function isValueOf(name: SettingName, value: unknown): boolean {
  const setting = settingOf(name);
  return typeof setting.default === 'boolean'
    ? typeof value === 'boolean'
    : typeof value === 'string' && setting.parse(value) === value;
}

/** Whether a value of config.json chooses keys: `{"search": ["ctrl-f", "f3"]}`. */
export function areChosenKeys(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(
      chords =>
        Array.isArray(chords) &&
        chords.every(chord => typeof chord === 'string' && parseChord(chord) !== null),
    )
  );
}

/** Minutes since midnight at which quiet hours begin and end, or null if there are none. */
export function quietHours(quiet: string): {readonly from: number; readonly to: number} | null {
  const [, ...numbers] = QUIET.exec(quiet) ?? [];
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = numbers.map(Number);
  return numbers.length === 0 ? null : {from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute};
}

function onOff(preset: boolean, summary: string): Setting<boolean> {
  const parse = (text: string) => {
    const word = text.toLowerCase();
    return TRUE.includes(word) ? true : FALSE.includes(word) ? false : null;
  };
  return {summary, default: preset, choices: ['on', 'off'], other: null, parse};
}

function oneOf<const T extends string>(
  choices: readonly T[],
  preset: NoInfer<T>,
  summary: string,
): Setting<T> {
  const parse = (text: string) => choices.find(choice => choice === text.toLowerCase()) ?? null;
  return {summary, default: preset, choices, other: null, parse};
}

function named(choices: readonly string[], preset: string, summary: string): Setting<string> {
  const parse = (text: string) => (THEME_NAME.test(text.toLowerCase()) ? text.toLowerCase() : null);
  return {summary, default: preset, choices, other: inputTexts.settings.themeName, parse};
}

function program(preset: string, summary: string): Setting<string> {
  const parse = (text: string) => {
    const line = text.trim();
    const words = line.length > MOST_LINE || /[\0\n]/.test(line) ? null : splitWords(line);
    return words === null || words.length === 0 ? null : line.toLowerCase() === 'off' ? 'off' : line;
  };
  return {summary, default: preset, choices: ['off'], other: inputTexts.settings.program, parse};
}

function hours(preset: string, summary: string): Setting<string> {
  const parse = (text: string) => {
    const word = text.toLowerCase().replaceAll(' ', '');
    return word === 'off' || QUIET.test(word) ? word : null;
  };
  return {summary, default: preset, choices: ['off'], other: inputTexts.settings.hours, parse};
}
