import {describe, expect, test} from '@jest/globals';
import {escapeBody, escapeLine} from '../../../src/commands/export/escape-markdown.ts';

describe('one line', () => {
  test.each([
    ['plain words, nothing else.', 'plain words, nothing else.'],
    ['# not a heading', '\\# not a heading'],
    ['- not a list', '\\- not a list'],
    ['  + nor this', '&nbsp;&nbsp;\\+ nor this'],
    ['=== nor an underline', '\\=== nor an underline'],
    ['12. nor a number', '12\\. nor a number'],
    ['3) nor this', '3\\) nor this'],
    ['in the middle - and 1. stay', 'in the middle - and 1. stay'],
    ['> nor a quote', '\\> nor a quote'],
    ['<img src=x>', '\\<img src=x>'],
    ['![pixel](http://t.example/p.gif)', '!\\[pixel\\](<http://t.example/p.gif>)'],
    ['[bank.example](https://evil.example)', '\\[bank.example\\](<https://evil.example>)'],
    ['snake_case *stars* `ticks` ~~waves~~', 'snake\\_case \\*stars\\* \\`ticks\\` \\~\\~waves\\~\\~'],
    ['&amp; R&D C:\\temp', '\\&amp; R&D C:\\\\temp'],
    ['Ready! In #room, a > b', 'Ready! In #room, a > b'],
    ['a | b', 'a \\| b'],
    ['see https://a.example/x_y?q=1&r=2*, now', 'see <https://a.example/x_y?q=1&r=2>\\*, now'],
    ['日本語 🎉', '日本語 🎉'],
    ['', ''],
    ['    ', ''],
  ])('%j', (typed, written) => {
    expect(escapeLine(typed)).toBe(written);
  });
});

describe('several lines', () => {
  test('each line stays a line', () => {
    expect(escapeBody('one\ntwo\n\nthree')).toEqual(['one\\', 'two', '', 'three']);
  });

  test('a code block that is closed stays one', () => {
    expect(escapeBody('look:\n```ts\nconst a_b = *x;\n\n```\n*done*')).toEqual([
      'look:',
      '```ts',
      'const a_b = *x;',
      '',
      '```',
      '\\*done\\*',
    ]);
  });

  test('one that is not closed is text: it would swallow what others said', () => {
    expect(escapeBody('```\n# x')).toEqual(['\\`\\`\\`\\', '\\# x']);
  });

  test('a fence of at least as many backticks closes a block; ours is longer than any within', () => {
    expect(escapeBody('````\n```\n# a\n`````\n# b')).toEqual(['````', '```', '# a', '````', '\\# b']);
    expect(escapeBody('```\n# a\n````\n# b\n```')).toEqual(['```', '# a', '```', '\\# b\\', '\\`\\`\\`']);
    expect(escapeBody('```js onload=x\na\n```')).toEqual(['```', 'a', '```']);
  });
});
