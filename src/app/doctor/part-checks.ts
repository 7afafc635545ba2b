import {type Check, failure, passed, saidBy, warning} from '../../lib/check.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {doctorTexts} from '../../lib/texts/doctor.ts';

/** The packages with native parts. Without the last one natter works, and is found by fewer. */
const NAMES = ['sodium-native', 'better-sqlite3-multiple-ciphers', 'udx-native'] as const;
type Name = (typeof NAMES)[number];

/** Loads and uses each of them, whatever comes of it. */
const USES: Readonly<Record<Name, () => Promise<unknown>>> = {
  async 'sodium-native'() {
    const {randomBytes} = await import('../../lib/random.ts');
    return randomBytes(1);
  },
  async 'better-sqlite3-multiple-ciphers'() {
    const {default: Sqlite} = await import('better-sqlite3-multiple-ciphers');
    return new Sqlite(':memory:').close();
  },
  'udx-native': () => import('udx-native'),
};

/** Looks whether the native parts work. For a process that can do without them: a core has loaded them. */
export async function checkParts(): Promise<readonly Check[]> {
  return await Promise.all(NAMES.map(checkPart));
}

async function checkPart(name: Name): Promise<Check> {
  try {
    await USES[name]();
    return passed('part', doctorTexts.parts.works(safeLine(name)));
  } catch (error) {
    return name === 'udx-native'
      ? warning('part', doctorTexts.parts.noPart(name), doctorTexts.parts.withoutTable, saidBy(error))
      : failure('part', doctorTexts.parts.noPart(name), doctorTexts.parts.installAgain, saidBy(error));
  }
}
