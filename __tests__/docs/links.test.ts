import {existsSync, globSync, readFileSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {expect, test} from '@jest/globals';

const root = new URL('../../', import.meta.url).pathname;
const documents = globSync(['*.md', 'docs/**/*.md'], {cwd: root});

const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const withoutCode = (text: string) => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, 'x');

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): ReadonlySet<string> {
  const headings = textOf(path)
    .replace(/```[\s\S]*?```/g, '')
    .matchAll(/^#+ (.*)$/gm);
  const anchors = [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set(anchors);
}

/** What is wrong with a link, or null. */
function problemOf(document: string, link: string): string | null {
  if (/^[a-z]+:/.test(link)) {
    return null; // elsewhere: tests are offline
  }
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? document : normalize(join(dirname(document), path));
  if (!existsSync(join(root, file))) {
    return `${document}: ${link} leads to no file`;
  }
  return anchor === undefined || anchorsOf(file).has(anchor) ? null : `${document}: ${link} has no heading`;
}

test.each(documents)('every link of %s leads somewhere', document => {
  const links = withoutCode(textOf(document)).matchAll(/\]\(([^)\s]+)\)|<img [^>]*src="([^"]+)"/g);
  const problems = [...links].map(([, link, image]) => problemOf(document, link ?? image ?? ''));
  expect(problems.filter(problem => problem !== null)).toEqual([]);
});

test('the list of what is linked is not empty', () => {
  const links = documents.flatMap(document => [...withoutCode(textOf(document)).matchAll(/\]\([^)\s]+\)/g)]);
  expect(links.length).toBeGreaterThan(20);
});
