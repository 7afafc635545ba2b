import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';

/**
 * Unicode's confusables.txt (UTS #39, version 13.0.0) as the package unhomoglyph ships it, and its SHA-256: a
 * changed table changes who is told from whom, so it is looked at before it is taken.
 */
const SOURCE = new URL('../node_modules/unhomoglyph/data.json', import.meta.url);
const SOURCE_HASH = '2fb1ef5aa83ace3438c1cbd6f2fd413cd62ab20906b6101511eb5db11e70ae1c';

/** Letters with marks, and digits: all that a skeleton keeps. */
const KEPT = /[\p{Alphabetic}\p{N}]/u;
const NOT_KEPT = /[^\p{Alphabetic}\p{N}]|\p{Script=Inherited}/gu;
const WIDTH = 100;

/** The source of the module: for each prototype the characters that are drawn like it. Throws for another source. */
export function confusablesModule(): string {
  const bytes = readFileSync(SOURCE);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== SOURCE_HASH) {
    throw new Error(`Unicode's table changed (${hash}): look at it, then pin the new hash.`);
  }
  const groups = groupByPrototype(JSON.parse(bytes.toString('utf8')));
  const lines = fold(groups.map(([prototype, like]) => `${prototype} ${like.join('')}`));
  return `// Made by scripts/confusables.ts from Unicode's confusables.txt 13.0.0 (Unicode License v3, © Unicode, Inc.).
// SHA-256 of the source: ${SOURCE_HASH}

/**
 * Groups, each the prototype, a space, and the characters that are drawn like it; only letters and digits. What
 * compatibility decomposition (NFKC) undoes is left out.
 */
export const CONFUSABLES =
  ${lines.map(line => JSON.stringify(line).replaceAll("'", "\\'").replace(/^"|"$/g, "'")).join(' +\n  ')};
`;
}

function groupByPrototype(table: Readonly<Record<string, string>>): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const [character, prototype] of Object.entries(table)) {
    const kept = prototype.normalize('NFKD').replace(NOT_KEPT, '');
    const isLetter = KEPT.test(character) && character.normalize('NFKC') === character;
    if (isLetter && kept !== '' && kept !== character) {
      groups.set(kept, [...(groups.get(kept) ?? []), character]);
    }
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Groups end with a tab; a line of the module holds whole groups. */
function fold(groups: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '';
  for (const group of groups) {
    line += `${group}\t`;
    if (line.length >= WIDTH) {
      lines.push(line);
      line = '';
    }
  }
  return line === '' ? lines : [...lines, line];
}
