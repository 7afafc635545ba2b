import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {SETTINGS} from '../../lib/settings.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {errnoOf, fileError} from '../files/file-errors.ts';
import {readPrivateFile} from '../files/private-file.ts';

const FOLDER = 'themes';
const EXTENSION = '.json';
const SIZE_LIMIT = 64 * 1024;

/** Names of the themes in a profile folder: those of the files `themes/*.json`, without their ending, sorted. */
export function themeNames(profile: string): readonly string[] {
  try {
    return readdirSync(join(profile, FOLDER))
      .filter(file => file.endsWith(EXTENSION))
      .map(file => file.slice(0, -EXTENSION.length))
      .filter(name => SETTINGS.theme.parse(name) === name)
      .sort();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') {
      return [];
    }
    throw fileError(error, profileTexts.attempts.lookInto(join(profile, FOLDER)));
  }
}

/**
 * The content of a theme file, as JSON has it. Throws `SETTING_INVALID` if there is none or it is no JSON, and like
 * `readPrivateFile`.
 */
export function readThemeFile(
  profile: string,
  name: string,
): {readonly path: string; readonly content: unknown} {
  const path = join(profile, FOLDER, name + EXTENSION);
  const bytes = SETTINGS.theme.parse(name) === name ? readPrivateFile(path, SIZE_LIMIT) : null;
  if (bytes === null) {
    throw new NatterError('SETTING_INVALID', profileTexts.themes.none(safeLine(path)));
  }
  try {
    return {path, content: JSON.parse(bytes.toString('utf8'))};
  } catch (cause) {
    throw new NatterError('SETTING_INVALID', profileTexts.themes.notJson(safeLine(path)), {cause});
  }
}
