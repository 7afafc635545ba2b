/** Writes src/lib/text/emoji-table.ts from the list of emoji that GitHub has: `npm run emoji`. */
import {writeFileSync} from 'node:fs';
import {emojiModule} from './emoji-table.ts';

writeFileSync(new URL('../src/lib/text/emoji-table.ts', import.meta.url), emojiModule());
