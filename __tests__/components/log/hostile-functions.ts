import type {LogItem} from '../../../components/log/items.ts';
import {linksOf} from '../../../components/log/links.ts';
import {plainLines, plainRows} from '../../../components/log/plain-rows.ts';
import {drawItem, type RowStyle} from '../../../components/log/rows.ts';
import {snippetOf} from '../../../components/pages/search/snippet.ts';
import {fitTo} from '../../../components/text/fit.ts';
import {chop, wrap} from '../../../components/text/wrap.ts';
import type {Painter} from '../../../components/theme/theme.ts';
import {createCalendar} from '../../../components/theme/time-format.ts';
import {entrySentences} from '../../../src/cli/plain/entry-sentences.ts';
import {escapeBody, escapeLine} from '../../../src/commands/export/escape-markdown.ts';
import {excerpt} from '../../../src/lib/text/excerpt.ts';
import {mentionsOf} from '../../../src/lib/text/mentions.ts';
import {reactionOf} from '../../../src/lib/text/reaction.ts';
import {safeLine, safeText} from '../../../src/lib/text/safe-text.ts';
import {findWords, matchWords, searchWords} from '../../../src/lib/text/search-words.ts';
import {BOB_KEY, entry, TEN_O_CLOCK} from '../../support/facts.ts';
import {areWhole} from '../../support/sizes.ts';

const bare: Painter = {paint: (_, text) => text, paintPerson: (_, text) => text};
const style: RowStyle = {
  ...{width: 40, painter: bare, ownName: 'aa', version: ''},
  calendar: createCalendar('24h'),
  nameOf: () => safeLine('bob'),
  ...{isNarrow: false, isAiry: false, title: safeLine('bob'), isRoom: false},
  senders: {columns: 3, keys: [], version: 0, nameOf: () => 'bob'},
  hit: {entry: entry(1).id, words: searchWords('aa b 日 .')},
};

function entryItem(text: string): LogItem {
  const said = entry(1, text);
  return {
    kind: 'entry',
    key: said.id,
    order: said.order,
    entry: said,
    showsSender: true,
    showsTime: true,
    showsMark: false,
    isSpaced: false,
    showsArrival: false,
  };
}

function noticeItem(text: string): LogItem {
  const notice = {
    ...{id: 1, kind: 'notice' as const, time: TEN_O_CLOCK, after: null},
    ...{topic: null, count: 1},
    text: safeText(text),
  } as const;
  return {kind: 'notice', key: 'notice 1', order: [0, 0, 0], notice};
}

/**
 * Every function that touches text of others, with the characters that mean something to it. A new one belongs in
 * here.
 */
export const FUNCTIONS: readonly (readonly [
  name: string,
  meaning: string,
  touch: (text: string) => unknown,
])[] = [
  [
    'safeText',
    '\u0301\u200d\u200c\u094d\u1100\u0600\u{1f469}\ufe0f\u{e0067}\u202e\r\t\ud800\u200b\u180b',
    safeText,
  ],
  ['safeLine', '\n\r\t\u0301\u200d\u2028', safeLine],
  ['excerpt', '\n \u0301\u200d', text => excerpt(safeText(text))],
  ['reactionOf', '\u{1f469}\u200d\u0301 ', reactionOf],
  ['mentionsOf', 'a \u0301_', text => mentionsOf(text, 'aa')],
  ['findWords', 'a日.️ \u0301', text => findWords(text, searchWords('aa 日 . 日日日'))],
  ['matchWords', 'a日.️ \u0301', text => matchWords(text, searchWords('aa 日 . 日日日'))],
  ['searchWords', '"a 日.\u0301', searchWords],
  ['linksOf', ')(]}.*!_:~/h', text => [linksOf(text), linksOf(`https://${text}`)]],
  ['wrap', ' a\n日\u0301-', text => wrap(text, 40)],
  ['chop', ' a\n日\u0301', text => chop(text, 40)],
  ['fitTo', ' a日\u0301\u{1f469}', text => fitTo(text, 40)],
  ['drawItem, an entry', '`\n ) :/a日.', text => drawItem(entryItem(safeText(text)), style)],
  ['drawItem, a link', ').*!_~?(]', text => drawItem(entryItem(safeText(`https://${text}`)), style)],
  ['drawItem, a notice', ' a\n日', text => drawItem(noticeItem(text), style)],
  ['plainRows', ' a\n日', text => plainRows(plainLines(entryItem(safeText(text)), style), 40)],
  ['snippetOf', 'a日 .\n', text => snippetOf(text, searchWords('aa 日 .'), 40)],
  ['escapeLine', '\\`*_[]<>|~&#- 1.)', escapeLine],
  ['escapeBody', '`\n\\ ~>a', escapeBody],
  ['entrySentences', '`\n :"', text => entrySentences(entry(1, safeText(text)), () => safeLine(BOB_KEY))],
];

/** Bytes that a message may have. */
const SIZE = 16_384;
/** Length of what is long enough, where a letter or digit stands for all. */
const SHORT = 2048;

const FENCES = ['```\n', '```a\n', '````\n```\n', '~~~\n'];

function filled(piece: string, size: number): string {
  return piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
}

/** Pairs are made of so many of the characters: each more costs seconds. */
const PAIRED = 8;

/** Texts of one character, of each pair, nested ones, and ones with a last character. */
export function hostile(meaning: string, size: number): string[] {
  const characters = [...new Set([...meaning, 'a', ' ', '\n'])];
  const pairs = pairsOf(characters);
  return [
    ...[...characters, ...pairs, ...FENCES].map(piece => filled(piece, size)),
    ...nested(pairs, size),
    ...characters.map(character => filled('x', size - 2) + character),
  ];
}

function pairsOf(characters: readonly string[]): string[] {
  const paired = characters.slice(0, PAIRED);
  return paired.flatMap(one => paired.map(other => one + other));
}

function nested(pairs: readonly string[], size: number): string[] {
  return pairs.map(([one = '', other = '']) => filled(one, size / 2) + filled(other, size / 2));
}

const OTHERS = [
  ...'\0\t\r\x1b\x7f\x9b\u00a0\u0301\u0600\u0e33\u115f\u200b\u200d\u202e\u3000日가\ue000\ufe0f\ufffd',
  ...'\u{1f469}\u{1f1e9}\u{e0067}',
];
const PRINTABLE = Array.from({length: 95}, (_, code) => String.fromCharCode(0x20 + code));

/**
 * Texts as long as a message may be: one character, nested ones, and ones with a last character. Pairs are as long in
 * `hostile(meaning, 4096)`, and here where sizes are whole.
 */
export function longest(meaning: string): string[] {
  const characters = [...new Set([...meaning, 'a', ' ', '\n'])];
  const isShort = (one: string) => !areWhole && /[a-z0-9]/i.test(one);
  return [
    ...[...PRINTABLE, ...OTHERS].map(one => filled(one, isShort(one) ? SHORT : SIZE)),
    ...(areWhole ? pairsOf(characters) : []).map(pair => filled(pair, SIZE)),
    ...characters.map(one => filled(one, SIZE)),
    ...FENCES.map(fence => filled(fence, SIZE)),
    ...nested(pairsOf(characters), SIZE),
    ...characters.map(character => filled('x', SIZE - 2) + character),
  ];
}
