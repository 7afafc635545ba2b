import type {Themes} from '../../../components/app/model.ts';
import type {Theme} from '../../../components/theme/theme.ts';
import {in256Colours, themeFromFile} from '../../../components/theme/theme-file.ts';
import {builtInTheme, type ThemeFacts} from '../../../components/theme/themes.ts';
import {NatterError} from '../../lib/errors.ts';
import {SETTINGS} from '../../lib/settings.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {appTexts} from '../../lib/texts/app.ts';
import {readThemeFile, themeNames} from '../../storage/profile/theme-files.ts';

export type ThemesOptions = {
  /** The profile folder; null if there is none. */
  readonly profile: string | null;
  readonly environment: {readonly COLORTERM?: string | undefined};
  /** What a theme extends that says nothing, as the terminal is now. */
  readonly facts: () => ThemeFacts;
  readonly failed: (error: unknown) => void;
};

/** Themes that are no built-in ones. */
export type ThemeFiles = Themes & {
  /** Throws the `NatterError` that says why the theme of a name cannot be shown. What is no name at all passes. */
  readonly check: (typed: string) => void;
};

/** Loads the themes of a profile. A terminal that does not announce 24-bit colours gets 256. */
export function createThemes({profile, environment, facts, failed}: ThemesOptions): ThemeFiles {
  const hasAllColours = /^(truecolor|24bit)$/i.test(environment.COLORTERM ?? '');

  function read(folder: string, name: string): Theme {
    const {path, content} = readThemeFile(folder, name);
    const theme = themeFromFile(path, content, facts());
    return hasAllColours ? theme : in256Colours(theme);
  }

  return {
    names: () => (profile === null ? [] : (attempt(() => themeNames(profile)) ?? [])),
    load: name => (profile === null ? null : attempt(() => read(profile, name))),
    check(typed) {
      const name = SETTINGS.theme.parse(typed);
      if (name === null || builtInTheme(name, facts()) !== null) {
        return;
      }
      if (profile === null) {
        throw new NatterError('SETTING_INVALID', appTexts.screen.noTheme(safeLine(name)));
      }
      read(profile, name);
    },
  };

  function attempt<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      failed(error);
      return null;
    }
  }
}
