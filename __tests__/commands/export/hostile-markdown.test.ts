import {describe, expect, test} from '@jest/globals';
import {type Node, Parser} from 'commonmark';
import fc from 'fast-check';
import {toJsonLines} from '../../../src/commands/export/json-lines.ts';
import {toMarkdown} from '../../../src/commands/export/markdown.ts';
import type {People} from '../../../src/commands/export/people.ts';
import type {EntryView} from '../../../src/core/api/api.ts';
import {safeLine, safeText} from '../../../src/lib/text/safe-text.ts';
import {ANN_KEY, ann, BOB_KEY, entry, peer} from '../../support/facts.ts';

function peopleNamed(name: string): People {
  const bob = peer(BOB_KEY, safeLine(name));
  const about = {self: ann(), others: [bob], room: null, title: bob.name};
  return {...about, name: key => (key === ANN_KEY ? ann().name : bob.name)};
}

async function* each(entries: readonly EntryView[]): AsyncGenerator<EntryView> {
  yield* entries;
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) {
    text += chunk;
  }
  return text;
}

async function markdownOf(name: string, entries: readonly EntryView[]): Promise<Node> {
  return new Parser().parse(await textOf(toMarkdown(peopleNamed(name), each(entries))));
}

/** What of a document is more than text: by type, with what it leads to. */
function alive(document: Node): string[] {
  const found: string[] = [];
  const walker = document.walker();
  for (let step = walker.next(); step !== null; step = walker.next()) {
    const {node, entering} = step;
    if (entering && ['image', 'html_inline', 'html_block', 'code', 'thematic_break'].includes(node.type)) {
      found.push(node.type);
    }
    if (
      entering &&
      node.type === 'link' &&
      decodeURI(node.destination ?? '') !== decodeURI(innerText(node))
    ) {
      found.push(`link to ${node.destination}`);
    }
    if (entering && node.type === 'heading') {
      found.push(`heading ${node.level}`);
    }
  }
  return found;
}

function innerText(node: Node): string {
  let text = '';
  const walker = node.walker();
  for (let step = walker.next(); step !== null; step = walker.next()) {
    text += step.entering && step.node.type === 'text' ? (step.node.literal ?? '') : '';
  }
  return text;
}

/** The title and the line with the day are ours, whatever is said. */
const OUR_HEADINGS = ['heading 1', 'heading 2'];

const PROVEN =
  '```\n````\n# A heading\n![x](https://evil.example/track.png) <img src=x onerror=alert(1)>\n```';

const PIECES = [
  ...[
    '```',
    '````',
    '~~~',
    '`',
    '``',
    '\\',
    '\n',
    '\n\n',
    ' ',
    '    ',
    '# ',
    '## ',
    '> ',
    '- ',
    '* ',
    '1. ',
    '1) ',
  ],
  ...[
    '<img src=x>',
    '<!--',
    '-->',
    '<a href="x">',
    '</a>',
    '<',
    '>',
    '&lt;',
    '&#60;',
    '&',
    '![x](y)',
    '[x](y)',
  ],
  ...[
    '[x]: y',
    '[x]',
    '[x][x]',
    '<https://evil.example>',
    'https://a.example/`x`',
    'http://',
    '===',
    '---',
    '***',
  ],
  ...[
    '_',
    '__',
    '**',
    '| a | b |',
    '|-|-|',
    '$x$',
    'text',
    'é',
    '日本',
    '\u00a0',
    '\u3000',
    'a@b.example',
    '!',
  ],
];
const hostileBody = fc.array(fc.constantFrom(...PIECES), {maxLength: 24}).map(pieces => pieces.join(''));

describe('Markdown of hostile texts, as a CommonMark parser reads it', () => {
  test('a fence cannot be closed from within', async () => {
    expect(alive(await markdownOf('bob', [entry(1, safeText(PROVEN))]))).toEqual(OUR_HEADINGS);
    expect(alive(await markdownOf('bob', [entry(1, safeText(` ${PROVEN}  \n${PROVEN}`))]))).toEqual(
      OUR_HEADINGS,
    );
  });

  test('nothing comes of a body, a name, a quote or a reaction', async () => {
    await fc.assert(
      fc.asyncProperty(hostileBody, hostileBody, fc.boolean(), async (body, other, isAction) => {
        const said = entry(1, safeText(body), {
          kind: isAction ? 'action' : 'text',
          replyTo: {id: entry(2).id, author: BOB_KEY, text: safeLine(other)},
          reactions: [{emoji: safeLine(other.slice(0, 1) || '#'), authors: [BOB_KEY]}],
        });
        const name = other.replace(/[\n:]/g, '').trim().slice(0, 32) || 'bob';
        expect(alive(await markdownOf(name, [said, entry(3)]))).toEqual(OUR_HEADINGS);
      }),
      {numRuns: 1500},
    );
  });

  test('what was said in code comes back letter by letter', async () => {
    await fc.assert(
      fc.asyncProperty(hostileBody, async body => {
        const code = safeText(body.replaceAll('`````', ''));
        const document = await markdownOf('bob', [entry(1, safeText(`\`\`\`\`\`\n${code}\n\`\`\`\`\``))]);
        const blocks: string[] = [];
        const walker = document.walker();
        for (let step = walker.next(); step !== null; step = walker.next()) {
          if (step.entering && step.node.type === 'code_block') {
            blocks.push(step.node.literal ?? '');
          }
        }
        expect(blocks).toEqual([`${code}\n`]);
      }),
      {numRuns: 300},
    );
  });
});

test('JSON lines: each line is one object, and the text comes back', async () => {
  await fc.assert(
    fc.asyncProperty(hostileBody, fc.string({unit: 'binary'}), async (one, other) => {
      const texts = [one, other].map(text => safeText(text));
      const entries = texts.map((text, index) => entry(index + 1, text));
      const lines = (await textOf(toJsonLines(peopleNamed(other.slice(0, 9)), each(entries)))).split('\n');
      expect(lines.pop()).toBe('');
      expect(lines.slice(1).map(line => (JSON.parse(line) as {text: string}).text)).toEqual(texts);
    }),
  );
});
