import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {gemoji} from 'gemoji';

/** The list that GitHub has, as the package gemoji ships it, and its SHA-256: what changes in it is looked at before it is taken. */
const SOURCE = new URL('../node_modules/gemoji/index.js', import.meta.url);
const SOURCE_HASH = 'fe665c440d263c1e496dc998ccbedc1a269ebed0368f827f503bb393d8d96837';

/** The source of the module: a line for each emoji. Throws for another source. */
export function emojiModule(): string {
  const hash = createHash('sha256').update(readFileSync(SOURCE)).digest('hex');
  if (hash !== SOURCE_HASH) {
    throw new Error(`The list of emoji changed (${hash}): look at it, then pin the new hash.`);
  }
  const lines = gemoji.map(({emoji, names, tags, description}) => {
    const named = names.flatMap(name => name.split('_'));
    const words = [...tags, description]
      .flatMap(text =>
        text
          .normalize('NFD')
          .replace(/\p{M}/gu, '')
          .toLowerCase()
          .split(/[^a-z0-9]+/),
      )
      .filter(word => word !== '' && !named.includes(word));
    return [codesOf(emoji), ...names].join(' ') + [...new Set(words)].map(word => ` ~${word}`).join('');
  });
  return `// Made by scripts/emoji.ts from gemoji 8.1.0 (MIT, © Titus Wormer; the names are those of GitHub).
// SHA-256 of the source: ${SOURCE_HASH}

/**
 * A line for each emoji: its code points in hexadecimal, joined by \`-\`, its names, and behind a \`~\` each, words about it.
 * It is ASCII, which takes half the memory.
 */
export const EMOJI_TABLE = \`\\
${lines.join('\n')}
\`;
`;
}

function codesOf(emoji: string): string {
  return Array.from(emoji, character => character.codePointAt(0)?.toString(16)).join('-');
}
