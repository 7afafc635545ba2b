/** Which characters may go to a terminal. `marks`: all but the signs that natter draws itself. */
export type OutputForm = 'unicode' | 'marks' | 'ascii';

/** What tells the locale. */
type Locale = {
  readonly LC_ALL?: string | undefined;
  readonly LC_CTYPE?: string | undefined;
  readonly LANG?: string | undefined;
};

/**
 * Whether the locale says that the terminal reads UTF-8 (POSIX: the first of these that is not empty). Windows has no
 * such variables, and its consoles are written to in Unicode.
 */
function isUtf8({LC_ALL, LC_CTYPE, LANG}: Locale, platform: NodeJS.Platform): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find(value => (value ?? '') !== '');
  return platform === 'win32' || /utf-?8/i.test(locale ?? '');
}

/**
 * What goes to the terminal with a value of the setting `marks`. To one that does not read UTF-8 only ASCII does: bytes
 * of a letter such as U+069B would be controls there.
 */
export function outputForm(
  marks: 'auto' | 'unicode' | 'ascii',
  environment: Locale,
  platform: NodeJS.Platform = process.platform,
): OutputForm {
  if (marks === 'unicode') {
    return 'unicode';
  }
  return isUtf8(environment, platform) ? (marks === 'ascii' ? 'marks' : 'unicode') : 'ascii';
}
