/** Pages for the web, made from the documents of the repository. */
import {existsSync, globSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, posix} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Marked} from 'marked';
import {STYLE} from './style.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HOME = 'README.md';

/** What stands at the top of every page. */
const MENU: readonly (readonly [title: string, document: string])[] = [
  ['natter', HOME],
  ['Reference', 'docs/REFERENCE.md'],
  ['Security', 'docs/SECURITY.md'],
  ['API', 'docs/API.md'],
  ['Protocol', 'docs/PROTOCOL.md'],
  ['Performance', 'docs/PERFORMANCE.md'],
  ['Compatibility', 'docs/COMPATIBILITY.md'],
  ['Changelog', 'CHANGELOG.md'],
];

/** All documents, by their paths in the repository. */
function documents(): readonly string[] {
  return globSync(['*.md', 'docs/**/*.md'], {cwd: ROOT})
    .map(path => path.replaceAll('\\', '/'))
    .sort();
}

/**
 * The files of the site by their paths in it: a page for each document, and whatever pages show or link to. Throws for a link
 * to something that is not in the repository.
 */
export function sitePages(): ReadonlyMap<string, string | Buffer> {
  const files = new Map<string, string | Buffer>();
  const linked = new Set<string>();
  for (const document of documents()) {
    files.set(
      pageOf(document),
      page(document, target => linked.add(target)),
    );
  }
  for (const path of linked) {
    files.set(path, readFileSync(join(ROOT, path)));
  }
  return files;
}

/** Where a document stands in the site. */
function pageOf(document: string): string {
  return document === HOME ? 'index.html' : document.replace(/\.md$/, '.html');
}

function page(document: string, onFile: (path: string) => void): string {
  const slugs = new Map<string, number>();
  const marked = new Marked({
    gfm: true,
    walkTokens(token) {
      if (token.type === 'link' || token.type === 'image') {
        token['href'] = resolveLink(document, String(token['href']), onFile);
      }
    },
    renderer: {
      heading({tokens, depth}) {
        const content = this.parser.parseInline(tokens);
        return `<h${depth} id="${slugOf(content, slugs)}">${content}</h${depth}>\n`;
      },
      table(token) {
        const rows = [token.header, ...token.rows].map((cells, index) => {
          const name = index === 0 ? 'th' : 'td';
          return `<tr>${cells.map(({tokens}) => `<${name}>${this.parser.parseInline(tokens)}</${name}>`).join('')}</tr>`;
        });
        return `<div class="table"><table>\n${rows.join('\n')}\n</table></div>\n`;
      },
    },
  });
  const text = readFileSync(join(ROOT, document), 'utf8');
  const content = marked.parse(text, {async: false});
  const title = /^# (.+)$/m.exec(text)?.[1] ?? 'natter';
  const menu = MENU.map(([name, target]) => {
    const current = target === document ? ' aria-current="page"' : '';
    return `<a href="${relativeLink(document, pageOf(target))}"${current}>${name}</a>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="Chat between people in a terminal, end-to-end encrypted, without a server">
<title>${title === 'natter' ? 'natter: chat in a terminal, without a server' : `${escapeHtml(title)} · natter`}</title>
<style>${STYLE}</style>
<nav>
${menu.join('\n')}
</nav>
<main>
${content}</main>
</html>
`;
}

/** A link of a document as a link of its page. */
function resolveLink(document: string, href: string, onFile: (path: string) => void): string {
  if (/^(?:[a-z]+:|#)/.test(href)) {
    return href;
  }
  const [path = '', anchor] = href.split('#', 2);
  const target = posix.normalize(posix.join(dirname(document), path));
  if (!existsSync(join(ROOT, target))) {
    throw new Error(`${document} links to ${target}, which is not there`);
  }
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (target.endsWith('.md')) {
    return `${relativeLink(document, pageOf(target))}${hash}`;
  }
  if (statSync(join(ROOT, target)).isDirectory()) {
    return relativeLink(document, pageOf(firstIn(target)));
  }
  onFile(target);
  return relativeLink(document, target);
}

/** A folder has no page; its first document stands for it. */
function firstIn(folder: string): string {
  const [first] = documents().filter(document => document.startsWith(`${folder.replace(/\/$/, '')}/`));
  if (first === undefined) {
    throw new Error(`${folder} holds no document`);
  }
  return first;
}

function relativeLink(document: string, target: string): string {
  return posix.relative(dirname(pageOf(document)), target);
}

/** The anchor of a heading, as code forges make it. */
function slugOf(heading: string, taken: Map<string, number>): string {
  const slug = heading
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&[a-z#0-9]+;/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
  const count = taken.get(slug) ?? 0;
  taken.set(slug, count + 1);
  return count === 0 ? slug : `${slug}-${count}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('`', '');
}
