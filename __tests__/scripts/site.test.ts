import {posix} from 'node:path';
import {beforeAll, expect, test} from '@jest/globals';
import {sitePages} from '../../scripts/site/pages.ts';

let files: ReadonlyMap<string, string | Buffer>;
let pages: readonly (readonly [string, string])[];

beforeAll(() => {
  files = sitePages();
  pages = [...files].filter((file): file is [string, string] => typeof file[1] === 'string');
});

const linksOf = (html: string) =>
  [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));

test('the README is the first page, and the reference is another', () => {
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['index.html', 'docs/REFERENCE.html', 'docs/natter.svg']),
  );
  expect(files.get('index.html')).toContain('<h1 id="natter">natter</h1>');
});

test('every link leads to a file, and to a place in it, that is there', () => {
  const broken = pages.flatMap(([path, html]) =>
    linksOf(html)
      .filter(link => !/^[a-z]+:/.test(link))
      .filter(link => {
        const [to = '', anchor] = link.split('#', 2);
        const target = to === '' ? path : posix.join(posix.dirname(path), to);
        const found = files.get(target);
        return found === undefined || (anchor !== undefined && !String(found).includes(` id="${anchor}"`));
      })
      .map(link => `${path}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test('nothing is loaded from elsewhere, and nothing is run', () => {
  for (const [path, html] of pages) {
    expect([path, html.match(/<(?:script|iframe|link|object)\b|\son[a-z]+=/gi)]).toEqual([path, null]);
    const shown = [...html.matchAll(/<img[^>]*\ssrc="([^"]*)"/g)].map(([, source]) => source);
    expect([path, shown.filter(source => /^[a-z]+:|^\/\//.test(source ?? ''))]).toEqual([path, []]);
  }
});

test('pictures say what they show, and pages which language they are in', () => {
  for (const [path, html] of pages) {
    expect([path, html.match(/<img(?![^>]*\salt="[^"]+")/)]).toEqual([path, null]);
    expect(html).toContain('<html lang="en">');
  }
});
