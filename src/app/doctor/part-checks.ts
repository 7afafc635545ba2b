import {type Check, failure, passed, saidBy} from '../../lib/check.ts';
import {safe, safeLine} from '../../lib/text/safe-text.ts';

/** The packages with native parts. */
const NAMES = ['sodium-native', 'better-sqlite3-multiple-ciphers'] as const;

/** Loads and uses each of them, whatever comes of it. */
const USES: Readonly<Record<(typeof NAMES)[number], () => Promise<unknown>>> = {
  async 'sodium-native'() {
    const {randomBytes} = await import('../../lib/random.ts');
    return randomBytes(1);
  },
  async 'better-sqlite3-multiple-ciphers'() {
    const {default: Sqlite} = await import('better-sqlite3-multiple-ciphers');
    return new Sqlite(':memory:').close();
  },
};

/** Looks whether the native parts work. For a process that can do without them: a core has loaded them. */
export async function checkParts(): Promise<readonly Check[]> {
  return await Promise.all(NAMES.map(checkPart));
}

async function checkPart(name: (typeof NAMES)[number]): Promise<Check> {
  try {
    await USES[name]();
    return passed('part', safe`${safeLine(name)} works`);
  } catch (error) {
    return failure(
      'part',
      safe`${safeLine(name)} does not load.`,
      safe`Install natter again, without leaving packages out, on a system that it is made for.`,
      saidBy(error),
    );
  }
}
