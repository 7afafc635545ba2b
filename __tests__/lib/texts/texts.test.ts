import {globSync, readFileSync} from 'node:fs';
import {expect, test} from '@jest/globals';
import ts from 'typescript';

const TEXTS = 'src/lib/texts/';
/** Folders whose texts for people all stand in `src/lib/texts`. */
const HELD = ['src/commands', 'src/store', 'src/scripting', 'src/cli', 'components', 'src/app'];
/** There, at least what errors say does. */
const ERRORS_HELD = ['src/core', 'src/net', 'src/storage', 'src/identity'];

/** Files with strings that look like sentences, but that nobody reads as such; and what made-up friends say. */
const WORD_LISTS = [
  'src/app/demo/chatter.ts',
  'src/app/demo/story.ts',
  'src/cli/service/units.ts',
  'src/commands/engine/emoji.ts',
  'src/commands/engine/foreign-commands.ts',
  'src/commands/engine/debug-report.ts', // for whoever works on natter
];
/** Names of keys, command lines, and what reaches only programmers. */
const NO_TEXTS = [
  /^\/[a-z]/,
  /^[\p{L}\d↑↓-]+([ ,…]+(Alt|Ctrl|Shift|PgDn|[a-z])(-[\p{L}\d↑↓]+)?)*$/u,
  /^(message|changed|expiry|day|notice) /,
  'A pane was drawn outside of the screen.',
  ' 2025-03-04  you → : ',
  'natter is shutting down.', // src/net/network.ts
  'Tests do not use the public nodes of the hash table.',
  ' …  Esc',
  'set …: …',
  /^(on run argv|display notification .*|end run)$/, // AppleScript
  /^(?:\$\w+ ?=|\[void\]\$|\$\w+::)/, // PowerShell
  /^(systemctl --user|launchctl) /,
  /^[A-Z_]+(, [A-Z_]+)+$/, // variables
  'Application Support', // a folder
  'WHO [TEXT…]',
  /^natter (--demo|natter:INVITE|tail bob --json|…)$/,
  'make 2>&1 | tail -1 | natter send bob --wait delivered=30',
  '…"bootstrap": ["…:…"]\n',
  /^… natter …[ ,]/, // heads of crash.log and trace.log
  'Caused by: ',
  // Said to programmers: mistakes in natter itself.
  'core-worker is the entry of a worker thread',
  'The hash table is reached over IPv4 only',
  'The story of … points at "…" before it is said',
  'nothing of it is on a disk',
  /^(seed of …|natter demo: …|… draws …)$/, // what keys of made-up people are made from
];

type Part = string | ts.Expression;

/** What a literal, a template or a sum of them says: its texts and what stands between them; null if it is none. */
function partsOf(node: ts.Node): readonly Part[] | null {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) {
    return [node.text];
  }
  if (ts.isTemplateExpression(node)) {
    return [
      node.head.text,
      ...node.templateSpans.flatMap(({expression, literal}) => [expression, literal.text]),
    ];
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [partsOf(node.left), partsOf(node.right)];
    return left && right && [...left, ...right];
  }
  return null;
}

/** Calls back with every text of a file that is no name of a module or type. */
function eachText(node: ts.Node, onText: (text: string, node: ts.Node) => void): void {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) {
    return;
  }
  const parts = partsOf(node);
  if (parts === null) {
    ts.forEachChild(node, child => eachText(child, onText));
    return;
  }
  onText(parts.map(part => (typeof part === 'string' ? part : '…')).join(''), node);
  for (const part of parts) {
    if (typeof part !== 'string') {
      eachText(part, onText);
    }
  }
}

/** Words with a space between them. */
function isSentence(text: string): boolean {
  return /\p{L}{2}/u.test(text) && text.trim().includes(' ');
}

function isAllowed(text: string): boolean {
  return NO_TEXTS.some(allowed =>
    typeof allowed === 'string' ? allowed === text : allowed.test(text.trim()),
  );
}

const sources = new Map(
  globSync('{src,components}/**/*.{ts,tsx}').map(path => [path, readFileSync(path, 'utf8')]),
);
const inFolders = (folders: readonly string[]) =>
  [...sources].filter(([path]) => folders.some(folder => path.startsWith(`${folder}/`)));
const parse = (path: string, source: string) =>
  ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);

test('texts for people stand nowhere else', () => {
  const found: string[] = [];
  for (const [path, source] of inFolders(HELD)) {
    if (!WORD_LISTS.includes(path)) {
      eachText(parse(path, source), text => {
        if (isSentence(text) && !isAllowed(text)) {
          found.push(`${path}: ${text}`);
        }
      });
    }
  }
  expect(found).toEqual([]);
});

test('nor do those of errors', () => {
  const found: string[] = [];
  for (const [path, source] of inFolders(ERRORS_HELD)) {
    eachText(parse(path, source), (text, {parent}) => {
      if (
        isSentence(text) &&
        !isAllowed(text) &&
        ts.isNewExpression(parent) &&
        parent.expression.getText() === 'NatterError'
      ) {
        found.push(`${path}: ${text}`);
      }
    });
  }
  expect(found).toEqual([]);
});

test('every text is said somewhere', async () => {
  const all = [...sources].filter(([path]) => !path.startsWith(TEXTS)).map(([, source]) => source);
  /** Paths of texts, and of tables of them that are handed on as a whole. */
  const code = all.join('\n');
  const groups = [...code.matchAll(/\{(\w+)\} = (\w+Texts);/g)].map(([, group, area]) => `${area}.${group}`);
  const said = new Set([...(code.match(/\b\w+Texts(\.\w+)+/g) ?? []), ...groups]);
  const unsaid = (path: string, value: unknown): string[] => {
    if (said.has(path)) {
      return [];
    }
    return typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => unsaid(`${path}.${name}`, inner))
      : [path];
  };
  const areas = globSync(`${TEXTS}*.ts`).filter(path => !path.endsWith('text-groups.ts'));
  const texts: [string, unknown][] = [];
  for (const area of areas) {
    texts.push(...Object.entries(await import(`../../../${area}`)));
  }
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.flatMap(([name, group]) => unsaid(name, group))).toEqual([]);
});
