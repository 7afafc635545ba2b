import {expect, test} from '@jest/globals';
import {legacyBytesOf} from '../../src/terminal/legacy-keys.ts';
import {createTokenizer} from '../../src/terminal/tokenizer.ts';
import {KEYS} from './recorded.ts';

const tokensOf = (bytes: string) => {
  const tokenizer = createTokenizer({escapeDelay: 50});
  return [...tokenizer.push(Buffer.from(bytes), 0), ...tokenizer.tick(1_000)];
};

test.each(KEYS.filter(([, expected]) => !/<(escape|paste)/.test(expected)))(
  'what %j means is sent on in a form that means the same',
  sequence => {
    const tokens = tokensOf(sequence).filter(token => token.type === 'key');
    const sent = tokens.map(({chord}) => legacyBytesOf(chord)).join('');
    const again = tokensOf(sent).flatMap(token => (token.type === 'key' ? [token.chord] : []));
    // Terminals without a key protocol know no Ctrl or Shift with these keys.
    const name = (chord: object) =>
      JSON.stringify(chord).replace(/"(?:ctrl-|shift-)+(enter|tab|backspace)"/, '"$1"');
    const expected = tokens.map(({chord}) => name(chord).replace('"name":"shift-tab"', '"name":"tab"'));
    expect(again.map(name)).toEqual(expected);
  },
);

test('a lone Escape, and what has no such form, is nothing', () => {
  expect(legacyBytesOf({name: 'escape'})).toBe('');
  expect(legacyBytesOf({name: 'ctrl-1'})).toBe('');
});
