import {describe, expect, test} from '@jest/globals';
import {fenceFor, partsOf} from '../../../src/lib/text/code-blocks.ts';

/** `<ts|code>` for code, the text itself for prose. */
function shown(text: string): string[] {
  return partsOf(text).map(part => (part.isCode ? `<${part.language}|${part.text}>` : part.text));
}

describe('parts', () => {
  test.each([
    ['plain', ['plain']],
    ['a\n```ts\nb\n\nc\n```\nd', ['a', '<ts|b\n\nc>', 'd']],
    ['```\n```', ['<|>']],
    ['  ```\na\n   ```  \n', ['<|a>', '']],
    ['    ```\na\n```', ['    ```\na\n```']],
    ['```\na', ['```\na']],
    ['````\n```\n````', ['<|```>']],
    ['```\na\n`````\nb', ['<|a>', 'b']],
    ['```a`b\nc\n```', ['```a`b\nc\n```']],
    ['```\na\n```b', ['```\na\n```b']],
    ['````\n```\na\n```', ['````', '<|a>']],
  ])('of %j', (text, parts) => {
    expect(shown(text)).toEqual(parts);
  });
});

test.each([
  ['', '```'],
  ['a ` b', '```'],
  ['```', '````'],
  ['x ````` y ```', '``````'],
])('the fence for %j is longer than any run within', (text, fence) => {
  expect(fenceFor(text)).toBe(fence);
});
