/** What the licences of bundled packages ask for: their notices and texts, in one file. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Licences that natter may be shipped under with what it bundles. A new one is a decision. */
export const ALLOWED = ['MIT', 'ISC', 'Apache-2.0', 'Unicode-3.0'];

/** Packages that carry no file with their licence, and whose it is. */
const holders = {
  'noise-curve-ed': 'the authors of noise-curve-ed (https://github.com/chm-diederichs/noise-curve-ed)',
  'yoga-layout': 'Meta Platforms, Inc. and affiliates (https://github.com/facebook/yoga)',
};

/** Data that natter's sources were made from. */
const data = [
  {
    title: 'Unicode confusables.txt 13.0.0 (src/identity/names/confusables.ts)',
    licence: 'Unicode-3.0',
    texts: [readFileSync(join(root, 'scripts/licences/unicode-3.0.txt'), 'utf8')],
  },
  {
    title: 'gemoji 8.1.0 (src/lib/text/emoji-table.ts)',
    licence: 'MIT',
    texts: [readFileSync(join(root, 'scripts/licences/gemoji.txt'), 'utf8')],
  },
];

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)\b/i;

/** The packages that modules, by their paths from the root, belong to: each version once, by name. */
export function packagesOf(inputs) {
  const found = new Map();
  for (const input of inputs) {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replace(/^[a-z]+:/, '')) ?? [];
    if (folder !== undefined) {
      const {
        name,
        version,
        license: licence,
      } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      found.set(`${name} ${version}`, {name, title: `${name} ${version}`, licence, folder});
    }
  }
  return [...found.values()].sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** Throws if a package has a licence that is not allowed, or none that can be told. */
export function noticesOf(inputs) {
  const parts = packagesOf(inputs).map(part => ({...part, texts: textsOf(part)}));
  const byText = new Map();
  for (const {title, licence, texts} of [...parts, ...data]) {
    if (!ALLOWED.includes(licence)) {
      throw new Error(`${title} has the licence ${licence}, which is not allowed (scripts/notices.mjs)`);
    }
    const text = texts.join('\n\n');
    byText.set(text, [...(byText.get(text) ?? []), `${title} (${licence})`]);
  }
  const blocks = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text.trim()}\n`);
  return [HEAD, ...blocks].join(`\n${'-'.repeat(80)}\n\n`);
}

const HEAD = `natter contains the packages and data below, under these licences.
Its build changes some: modules of ink and widest-line are replaced or wrapped, the loaders of
better-sqlite3-multiple-ciphers, sodium-native and udx-native are replaced, and all are minified. The changes are in
scripts/bundle.mjs of natter's sources.
`;

function textsOf({name, title, licence, folder}) {
  const files = readdirSync(join(root, folder)).filter(file => LICENCE_FILE.test(file));
  if (files.length > 0) {
    return files.sort().map(file => readFileSync(join(root, folder, file), 'utf8').replaceAll('\r', ''));
  }
  const holder = holders[name];
  if (holder === undefined) {
    throw new Error(`${title} has no file with its licence: name its holder in scripts/notices.mjs`);
  }
  const text = readFileSync(join(root, `scripts/licences/${licence.toLowerCase()}.txt`), 'utf8');
  return [`Copyright (c) ${holder}\n\n${text}`];
}
