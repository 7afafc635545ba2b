import {parseChord} from '../lib/chords.ts';
import {NatterError} from '../lib/errors.ts';
import {areHintNames} from '../lib/hints.ts';
import {lazy} from '../lib/lazy.ts';
import {MAX_STATUS_GRAPHEMES} from '../lib/limits.ts';
import {
  BUILT_IN_THEMES,
  defaultSettings,
  isSettingName,
  SETTING_NAMES,
  type SettingName,
  type Settings,
  settingOf,
  settingsFrom,
  shapeOf,
} from '../lib/settings.ts';
import {nearest} from '../lib/text/did-you-mean.ts';
import {type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {shorten} from '../lib/text/shorten.ts';
import {ownStatus} from '../lib/text/status-text.ts';
import {coreTexts} from '../lib/texts/core.ts';
import type {Action, ActionResult} from './api/api.ts';

/** Graphemes of bad input quoted in errors. */
const QUOTED = 40;
/** Something that keys do, or a command line that they run. */
const actionName = lazy(() => /^(?:[a-z][a-z0-9-]{0,39}|\/(?!\/)\S[^\p{C}]{0,199})$/u);

export type PreferencesOptions = {
  /** What config.json and flags say; the rest has its defaults. */
  readonly given: Partial<Settings>;
  /** Names of the theme files there are now. */
  readonly themes: () => readonly string[];
  /** Keeps settings; a key that is undefined goes back to its default. Throws what the disk throws. */
  readonly save: (change: {readonly [N in keyof Settings]?: Settings[N] | undefined}) => void;
  /** Called after a change, with the name of what changed. */
  readonly changed: (settings: Settings, name: keyof Settings) => void;
};

/** What the user has set, and the actions that change it. */
export type Preferences = {
  readonly get: () => Settings;
  readonly actions: {
    readonly [T in 'set' | 'set-status' | 'bind' | 'keep-hint']: (
      action: Extract<Action, {type: T}>,
    ) => Promise<ActionResult[T]>;
  };
};

/** Creates the preferences of a profile. A change counts only once it is saved. */
export function createPreferences({given, themes, save, changed}: PreferencesOptions): Preferences {
  let settings = settingsFrom(given);

  function take<N extends keyof Settings>(name: N, value: Settings[N] | undefined): Settings {
    save({[name]: value});
    settings = {...settings, [name]: value ?? defaultSettings[name]};
    changed(settings, name);
    return settings;
  }

  function parse(name: SettingName, text: string): Settings[SettingName] {
    const setting = settingOf(name);
    const value = setting.parse(text.trim());
    if (value === null) {
      const problem = coreTexts.settings.notA(safeLine(name), safeLine(shapeOf(setting)), quoted(text));
      throw new NatterError('SETTING_INVALID', problem);
    }
    if (name === 'theme') {
      checkTheme(String(value), themes());
    }
    return value as Settings[SettingName];
  }

  return {
    get: () => settings,
    actions: {
      async set({key, value}) {
        const name = findSetting(key);
        return take(name, value === null ? undefined : parse(name, value));
      },
      async 'set-status'({text}) {
        return take('status', text === null ? undefined : checkStatus(text));
      },
      async bind({action, chords}) {
        const {[action]: _before, ...others} = settings.keys;
        const keys = chords === null ? others : {...others, [checkAction(action)]: chords.map(checkChord)};
        return take('keys', keys);
      },
      async 'keep-hint'({hint}) {
        const hinted = [...new Set([...settings.hinted, hint])];
        if (areHintNames(hinted)) {
          take('hinted', hinted);
        }
        return null;
      },
    },
  };
}

function findSetting(typed: string): SettingName {
  const name = typed.toLowerCase();
  if (isSettingName(name)) {
    return name;
  }
  const near = SETTING_NAMES.find(known => known.startsWith(name)) ?? nearest(name, SETTING_NAMES);
  const hint = near === null || name === '' ? safe`` : coreTexts.settings.didYouMean(safeLine(near));
  throw new NatterError('SETTING_UNKNOWN', coreTexts.settings.unknown(quoted(typed), hint));
}

function checkTheme(name: string, files: readonly string[]): void {
  const known: readonly string[] = [...BUILT_IN_THEMES, ...files];
  if (!known.includes(name)) {
    throw new NatterError(
      'SETTING_INVALID',
      coreTexts.settings.noTheme(safeLine(name), safeLine(known.join(', '))),
    );
  }
}

function checkStatus(typed: string): string {
  const status = ownStatus(typed);
  if (status === null) {
    throw new NatterError('SETTING_INVALID', coreTexts.settings.statusTooLong(MAX_STATUS_GRAPHEMES));
  }
  return status;
}

function checkAction(action: string): string {
  if (!actionName().test(action)) {
    throw new NatterError('SETTING_INVALID', coreTexts.settings.noKeyAction(quoted(action)));
  }
  return action;
}

function checkChord(typed: string): string {
  const chord = parseChord(typed);
  if (chord === null) {
    throw new NatterError('SETTING_INVALID', coreTexts.settings.noKey(quoted(typed)));
  }
  return chord;
}

function quoted(text: string): SafeText {
  return shorten(safeLine(text), QUOTED);
}
