/** Takes the pictures of the documentation from the running program: `npm run pictures`. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {film, type Scene, shoot} from './pictures/shot.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const SMALL = {columns: 80, rows: 24} as const;
const LARGE = {columns: 120, rows: 36} as const;
const ENTER = '\r';
const CTRL_F = '\x06';
const ESCAPE = '\x1b';

/** Pictures that stand still, by their names in docs. */
const SHOTS: Readonly<Record<string, Scene>> = {
  'screen-80x24': conversation(SMALL),
  'screen-120x36': conversation(LARGE),
  'screen-light-80x24': {...conversation(SMALL), isLight: true},
  'search-light': {...search(), isLight: true},
  request: {
    ...SMALL,
    title: 'a request: who asks to talk, from where, and what accepting means',
    steps: [['grandpa Joe', `/query priya${ENTER}`]],
    last: 'decide later',
  },
  verify: {
    ...SMALL,
    title: 'words to compare on a call, and what to do if they are the same or differ',
    steps: [['grandpa Joe', `/verify jonas${ENTER}`]],
    last: 'read these aloud',
  },
  room: {
    ...SMALL,
    title: 'a room: who was added, what it is about, and what was said',
    steps: [
      ['grandpa Joe', `/room new allotment${ENTER}`],
      ['#allotment', `/invite mira${ENTER}`],
      ['You added mira', `/topic who waters on Sunday?${ENTER}`],
      ['set the topic', `I can, if somebody lends me the key.${ENTER}`],
    ],
    last: 'lends me the key',
  },
  search: search(),
};

/** The one that moves. */
const FILM: Scene = {
  ...SMALL,
  title: 'natter: an answer is written, sent, stored and read; a search; words to compare',
  steps: [
    ['grandpa Joe', '/query mira', 1.5],
    ['/query mira', ENTER, 1],
    ['Platform 3 then', 'I will', 1.5],
    ['I will', ' be there', 0.4],
    ['be there', ' early', 0.4],
    ['there early', ENTER, 0.8],
    ['✓✓', CTRL_F, 2.5],
    ['Find:', 'card', 0.8],
    ['found', 'amom', 0.6],
    ['cardamom', ESCAPE, 2.5],
    ['Platform 3 then', `/verify jonas${ENTER}`, 0.8],
  ],
  last: 'read these aloud',
};

mkdirSync(at('docs'), {recursive: true});
for (const [name, scene] of Object.entries(SHOTS)) {
  save(name, await shoot(at('bin/natter.js'), scene));
}
save('natter', await film(at('bin/natter.js'), FILM));

function save(name: string, svg: string): void {
  writeFileSync(at(`docs/${name}.svg`), svg);
  process.stdout.write(`docs/${name}.svg\n`);
}

function search(): Scene {
  return {
    ...SMALL,
    title: 'a search in all conversations while its words are typed',
    steps: [
      ['grandpa Joe', CTRL_F],
      ['Find:', 'the'],
    ],
    last: 'found',
  };
}

/** The conversation with Mira, and an answer that is being typed. */
function conversation(size: {readonly columns: number; readonly rows: number}): Scene {
  return {
    ...size,
    title: `natter at ${size.columns} × ${size.rows}: contacts at the left, a conversation at the right`,
    steps: [
      ['grandpa Joe', '/query mira\r'],
      ['Platform 3 then', 'I will be there early'],
    ],
    last: 'I will be there early',
  };
}
