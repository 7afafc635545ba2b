import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {defaultName} from '../../../src/identity/names/default-name.ts';
import {checkName, checkStoredName, safeName} from '../../../src/identity/names/names.ts';
import {countGraphemes} from '../../../src/lib/text/graphemes.ts';
import {isSafe} from '../../../src/lib/text/safe-text.ts';

const ID = 'uxgbm2e4nekf';
const hostileNames: readonly string[] = JSON.parse(
  readFileSync(new URL('../../fixtures/hostile-names.json', import.meta.url), 'utf8'),
);

function refusal(name: string): unknown {
  try {
    return checkName(name);
  } catch (error) {
    return error;
  }
}

describe('checkName', () => {
  test.each([
    ['alice', 'alice'],
    ['  alice  ', 'alice'],
    ['alice \u3000\t smith', 'alice smith'],
    ['Zoe\u0308', 'Zoë'],
    ['007', '007'],
    ['_x_', '_x_'],
    ['👩‍👩‍👧 family', '👩‍👩‍👧 family'],
    ['🇩🇪', '🇩🇪'],
    ['علی‌رضا', 'علی‌رضا'],
    ['太郎', '太郎'],
    ['น้ำ', 'น้ำ'],
    ['a'.repeat(32), 'a'.repeat(32)],
    ['👩‍👩‍👧'.repeat(28), '👩‍👩‍👧'.repeat(28)],
  ])('takes %j', (raw, name) => {
    expect(checkName(raw)).toBe(name);
  });

  test.each([
    ['', 'cannot be empty'],
    [' \u2800\t ', 'cannot be empty'],
    ['a\nb', 'are invisible'],
    ['\u001b[31malice', 'are invisible'],
    ['alice\u200b', 'are invisible'],
    ['\u202ealice', 'are invisible'],
    ['a\ud800', 'are invisible'],
    [`a${'\u0301'.repeat(9)}`, 'are invisible'],
    ['a'.repeat(33), 'at most 32 characters'],
    ['👩‍👩‍👧'.repeat(29), 'at most 32 characters'],
    ['@alice', 'not with "@"'],
    ['#room', 'not with "#"'],
    ['/quit', 'not with "/"'],
    ['[system]', 'not with "["'],
    ['*', 'not with "*"'],
    ['you', 'natter uses itself'],
    ['Me', 'natter uses itself'],
    ['ѕуstеm', 'natter uses itself'],
    ['natter.', 'natter uses itself'],
    ['Bob ✓', 'cannot contain "✓"'],
    ['Bob 🔒', 'cannot contain "🔒"'],
    ['Bob: hi', 'cannot contain ":"'],
    ['Smith, Bob', 'cannot contain ","'],
    ['Bob (verified)', 'cannot contain "("'],
    ['Bob [x]', 'cannot contain "["'],
    ['ann ●', 'cannot contain "●"'],
    ['a·b', 'cannot contain "·"'],
    ['alice·k3f9', 'taken for an id'],
    ['UXGBM2E4NEKF', 'taken for an id'],
  ])('refuses %j: %s', (raw, reason) => {
    expect(refusal(raw)).toMatchObject({code: 'NAME_INVALID', message: expect.stringContaining(reason)});
    expect(refusal(raw)).toMatchObject({message: expect.stringContaining('Choose another name.')});
  });
});

describe('safeName', () => {
  test.each([
    ['alice', 'alice'],
    ['', 'guest-uxgb'],
    [' \u3000 ', 'guest-uxgb'],
    ['alice\nbob: hi', 'alice␊bob hi'],
    ['Bob: send the code to', 'Bob send the code to'],
    ['Smith, Bob', 'Smith Bob'],
    ['Bob ✓', 'Bob'],
    ['✅🔒', 'guest-uxgb'],
    ['Bob (verified)', 'Bob verified'],
    ['alice·k3f9', 'alice'],
    ['alice·uxgb', 'alice'],
    ['you·uxgb', 'you·uxgb'],
    ["O'Neil-Müller Jr.", "O'Neil-Müller Jr."],
    ['ジョン・スミス', 'ジョン・スミス'],
    ['alice   smith ', 'alice smith'],
    ['\u001b[31malice', '␛ 31malice·uxgb'],
    ['you', 'you·uxgb'],
    ['System', 'System·uxgb'],
    ['n\u0430tter', 'n\u0430tter·uxgb'],
    ['[system]', 'system·uxgb'],
    ['*', 'guest-uxgb'],
    ['-!-', '- -·uxgb'],
    ['@everyone', 'everyone·uxgb'],
    ['__proto__', '__proto__'],
    ['a'.repeat(33), `${'a'.repeat(31)}…`],
    ['👩‍👩‍👧'.repeat(5000), `${'👩‍👩‍👧'.repeat(28)}…`],
    ['سلام\u200c'.repeat(40), `${'سلام\u200c'.repeat(7)}سلا…`],
  ])('makes %j fit', (raw, name) => {
    expect(safeName(raw, ID)).toBe(name);
  });

  test.each(hostileNames)('is safe, short and not empty for %j', raw => {
    const name = safeName(raw, ID);
    expect(isSafe(name)).toBe(true);
    expect(name).not.toMatch(/^\s|\s$|\n/);
    expect(countGraphemes(name)).toBeGreaterThan(0);
    expect(countGraphemes(name)).toBeLessThanOrEqual(32 + '·uxgb'.length);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(512 + 6);
  });

  test('never throws, and stays as it is when it is stored and made safe again', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 80}), raw => {
        const name = safeName(raw, ID);
        expect(isSafe(name)).toBe(true);
        expect(name).not.toBe('');
      }),
    );
  });

  test('what is allowed as an own name arrives as it was sent', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme', maxLength: 40}), raw => {
        const name = refusal(raw);
        fc.pre(typeof name === 'string');
        expect(safeName(String(name), ID)).toBe(name);
      }),
    );
  });
});

test('a default name is a valid name', () => {
  expect(defaultName(ID)).toBe('guest-uxgb');
  expect(checkName(defaultName(ID))).toBe('guest-uxgb');
});

test('a name that was made fit stays as it is, and has nothing in it that natter writes around names', () => {
  const raw = fc.oneof(
    fc.string({unit: 'binary', maxLength: 60}),
    fc.string({unit: fc.constantFrom(...'Bob·✓●○!~›:,()[]{}<>"\'🔒✅…uxgb -_.'), maxLength: 20}),
  );
  fc.assert(
    fc.property(raw, text => {
      const name = safeName(text, ID);
      expect(safeName(name, ID)).toBe(name);
      expect(name.replace(/·uxgb$/, '')).not.toMatch(/[✓✔☑✅●○◌!~›»:;,()[\]{}<>"·🔒🔐]/u);
    }),
  );
});

test('the name of a profile goes on without what names could have once', () => {
  expect(checkStoredName('Ann :)')).toBe('Ann');
  expect(checkStoredName('Ann')).toBe('Ann');
  expect(() => checkStoredName('a\nb')).toThrow('are invisible');
  expect(() => checkStoredName('✓')).toThrow('cannot be empty');
});
