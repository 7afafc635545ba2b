/** Takes the pictures of the documentation from the running program: `npm run pictures`. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {type Scene, shoot} from './pictures/shot.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const SIZES = [
  {columns: 80, rows: 24},
  {columns: 120, rows: 36},
] as const;

mkdirSync(at('docs'), {recursive: true});
for (const size of SIZES) {
  const file = `docs/screen-${size.columns}x${size.rows}.svg`;
  writeFileSync(at(file), await shoot(at('bin/natter.js'), conversation(size)));
  process.stdout.write(`${file}\n`);
}

/** The conversation with Mira, and an answer that is being typed. */
function conversation(size: {readonly columns: number; readonly rows: number}): Scene {
  return {
    ...size,
    title: `natter at ${size.columns} × ${size.rows}: contacts at the left, a conversation at the right`,
    steps: [
      ['3 online', '/query mira\r'],
      ['Platform 3 then', 'I will be there early'],
    ],
    last: 'I will be there early',
  };
}
