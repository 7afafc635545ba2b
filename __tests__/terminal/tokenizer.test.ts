import {describe, expect, test} from '@jest/globals';
import {createTokenizer} from '../../src/terminal/tokenizer.ts';
import type {Token} from '../../src/terminal/tokens.ts';
import {KEYS, SILENT} from './recorded.ts';

const DELAY = 50;

/** What comes of reads that come with pauses between them; at the end everything that waits is ended. */
function hear(reads: readonly (string | Uint8Array)[], pause = 0): string[] {
  const tokenizer = createTokenizer({escapeDelay: DELAY});
  const tokens: Token[] = [];
  let now = 0;
  const passUntil = (end: number) => {
    for (let due = tokenizer.due(); due !== null && due <= end; due = tokenizer.due()) {
      now = due;
      tokens.push(...tokenizer.tick(now));
    }
    now = end;
  };
  for (const read of reads) {
    tokens.push(...tokenizer.push(typeof read === 'string' ? Buffer.from(read) : read, now));
    passUntil(now + pause);
  }
  passUntil(now + 60_000);
  return join(tokens.map(shown));
}

function shown(token: Token): string {
  switch (token.type) {
    case 'key':
      return 'name' in token.chord ? `<${token.chord.name}>` : token.chord.text;
    case 'paste':
      return `<paste ${JSON.stringify(token.text)}>`;
    case 'mouse':
      return `<mouse ${Object.values(token.event).join(' ')}>`;
    case 'focus':
      return token.isIn ? '<in>' : '<out>';
    case 'status':
      return '<status>';
    case 'background':
      return token.isLight ? '<light>' : '<dark>';
    case 'ignored':
      return '';
  }
}

/** Text may come in any pieces. */
function join(parts: readonly string[]): string[] {
  const joined = parts.join('');
  return joined === '' ? [] : [joined];
}

const bytesOf = (sequence: string | Uint8Array) =>
  typeof sequence === 'string' ? Buffer.from(sequence) : sequence;

test.each([
  ['\x1b]11;rgb:0000/0000/0000\x07', '<dark>'],
  ['\x1b]11;rgb:1515/1818/1e1e\x1b\\', '<dark>'],
  ['\x1b]11;rgb:fd/f6/e3\x07', '<light>'],
  ['\x1b]11;rgba:ffff/ffff/ffff/ffff\x07', '<light>'],
  ['\x1b]11;rgb:6/6/6\x07', '<dark>'],
  ['\x1b]11;?\x07', ''],
  ['\x1b]10;rgb:ffff/ffff/ffff\x07', ''],
  ['\x1b]11;rgb:fffff/0/0\x07', ''],
])('the background that %j tells is %s', (answer, expected) => {
  expect(hear([answer]).join()).toBe(expected);
  expect(hear([...answer]).join()).toBe(expected);
});

describe('what a terminal sends', () => {
  test.each(KEYS)('%j is %s', (sequence, expected) => {
    expect(hear([sequence])).toEqual(expected === '' ? [] : [expected]);
  });

  test.each(SILENT)('%s types nothing and presses nothing', (_, sequence) => {
    expect(hear([sequence])).toEqual([]);
    expect(hear(['a', sequence, 'b'])).toEqual(['ab']);
    expect(hear([Buffer.concat([Buffer.from('a'), bytesOf(sequence), Buffer.from('b')])])).toEqual(['ab']);
  });
});

/** A pause below and one above the time that an Escape is waited for. */
describe.each([30, 80, 300])('cut at every place, %d ms apart', pause => {
  test.each(KEYS.filter(([sequence]) => sequence.length > 1 && !sequence.includes('\r\n')))(
    '%j',
    (sequence, expected) => {
      const bytes = Buffer.from(sequence);
      const escapes = /^\x1b*/.exec(sequence)?.[0].length ?? 0;
      for (let at = 1; at < bytes.length; at++) {
        const heard = hear([bytes.subarray(0, at), bytes.subarray(at)], pause).join('');
        const isTaken = at <= escapes && pause > DELAY; // an Escape was waited for, and taken for the key
        expect([at, isTaken ? heard.slice(0, '<escape>'.length) : heard]).toEqual([
          at,
          isTaken ? '<escape>' : expected,
        ]);
      }
    },
  );

  test.each(SILENT)('%s', (_, sequence) => {
    const bytes = bytesOf(sequence);
    for (let at = 1; at < bytes.length; at++) {
      const heard = hear(['a', bytes.subarray(0, at), bytes.subarray(at), 'b'], pause);
      expect([at, heard.join('').replace('<escape>', '')]).toEqual([at, 'ab']);
    }
  });

  test.each(SILENT)('%s byte by byte', (_, sequence) => {
    const bytes = bytesOf(sequence);
    const single = Array.from(bytes, (_byte, at) => bytes.subarray(at, at + 1));
    expect(
      hear(['a', ...single, 'b'], pause)
        .join('')
        .replace('<escape>', ''),
    ).toBe('ab');
  });
});

test('the late rest of a key is dropped once its Escape was taken for one', () => {
  for (const key of ['[D', '[6~', '[1;5A', 'OP', '[I', '[<0;3;4M']) {
    const [heard = ''] = hear(['\x1b', key], 80);
    expect(heard.replace('<in>', '').replace(/<mouse.*>/, '')).toBe('<escape>');
  }
});

test('what is typed after an Escape is typed', () => {
  expect(hear(['\x1b', '[', 'x', ']'], 80)).toEqual(['<escape>[x]']);
  expect(hear(['\x1b', 'O', 'k'], 80)).toEqual(['<escape>Ok']);
  expect(hear(['\x1b', '[', 'D'], 80)).toEqual(['<escape>[D']); // letter by letter, as fingers do
  expect(hear(['\x1b', 'O', 'P'], 80)).toEqual(['<escape>OP']);
  expect(hear(['\x1b', '[D'], 700)).toEqual(['<escape>[D']);
  expect(hear(['\x1b', 'Xylophone', '\r'], 80)).toEqual(['<escape>Xylophone<enter>']);
  expect(hear(['\x1b', 'Pa'], 80)).toEqual(['<escape>Pa']);
});

test('a line break that is cut between two reads is one Enter, and two keys are two', () => {
  expect(hear(['a\r', '\nb'])).toEqual(['a<enter>b']);
  expect(hear(['a\r', '\nb'], 30)).toEqual(['a<enter>b']);
  expect(hear(['a\r', '\nb'], 31)).toEqual(['a<enter><ctrl-j>b']);
  expect(hear(['\r', '\x1b[A\n', '\r', '\r'])).toEqual(['<enter><up><ctrl-j><enter><enter>']);
});

test('Alt and a character that introduces a sequence are a key where nothing follows', () => {
  expect(hear(['\x1b[', '\r'], 20)).toEqual(['<alt-[><enter>']);
  expect(hear(['\x1b[', 'abc'], 1500)).toEqual(['<alt-[>abc']);
  expect(hear(['\x1bX', 'ann', '\r'], 100)).toEqual(['<alt-x>ann<enter>']);
  expect(hear(['\x1b]', 'hello'], 100)).toEqual(['<alt-]>hello']);
  expect(hear(['\x1bO', '\x7f'], 100)).toEqual(['<alt-o><backspace>']);
});

test('a paste whose Escape came too early is still a paste', () => {
  expect(hear(['\x1b', '[200~one\rtwo\x1b[201~'], 80)).toEqual(['<escape><paste "one\\rtwo">']);
});

describe('a paste', () => {
  test('is one token, whatever is in it', () => {
    expect(hear(['\x1b[200~a\r\nb\x1b[31m\x03c\x1b[201~d'])).toEqual([
      `<paste ${JSON.stringify('a\r\nb\x1b[31m\x03c')}>d`,
    ]);
  });

  test('ends after a second of silence', () => {
    const tokenizer = createTokenizer({escapeDelay: DELAY});
    tokenizer.push(Buffer.from('\x1b[200~x'), 0);
    tokenizer.push(Buffer.from('y'), 900);
    expect(tokenizer.due()).toBe(1900);
    expect(tokenizer.tick(1899)).toEqual([]);
    expect(tokenizer.tick(1900)).toEqual([{type: 'paste', text: 'xy', isCut: false}]);
    expect(tokenizer.push(Buffer.from('z'), 1950)).toEqual([{type: 'key', chord: {text: 'z'}}]);
  });

  test('ends with Ctrl-C', () => {
    expect(hear(['\x1b[200~x', 'y', '\x03', 'z'], 100)).toEqual(['<paste "xy"><ctrl-c>z']);
  });

  test('ends with the beginning of another', () => {
    expect(hear(['\x1b[200~x\x1b[200~y\x1b[201~z'])).toEqual(['<paste "x"><paste "y">z']);
  });

  test('that went on after its silence is still none of the keyboard', () => {
    expect(hear(['\x1b[200~one\r', '/quit\rthree\x1b[201~', 'z'], 1500)).toEqual([
      '<paste "one\\r"><paste "/quit\\rthree">z',
    ]);
    expect(hear(['\x1b[200~one\r', '/quit\rthree\r'], 1500)).toEqual([
      '<paste "one\\r"><paste "/quit\\rthree\\r">',
    ]);
  });

  test('has a bound', () => {
    const tokenizer = createTokenizer({escapeDelay: DELAY});
    tokenizer.push(Buffer.from('\x1b[200~'), 0);
    for (let part = 0; part < 17; part++) {
      tokenizer.push(Buffer.alloc(1 << 16, 'é'), 0);
    }
    const [paste] = tokenizer.push(Buffer.from('\x1b[201~'), 0);
    expect(paste).toMatchObject({type: 'paste', isCut: true});
    expect(paste).toHaveProperty('text.length', 1 << 19);
  });

  test('with nothing in it is nothing', () => {
    expect(hear(['\x1b[200~\x1b[201~'])).toEqual([]);
  });
});

test('an answer that lost its end deafens the keyboard for no longer than a second', () => {
  expect(hear(['\x1b]11;rgb:ff', 'abc'], 1500)).toEqual(['abc']);
  expect(hear(['\x1b]11;rgb:ff', '\x03abc'], 100)).toEqual(['<ctrl-c>abc']);
  expect(hear(['\x1b]11;rgb:ff', '\x1b[A'], 100)).toEqual(['<up>']);
  expect(hear(['\x1b]11;rgb:ff', '\x1b'], 100)).toEqual(['<escape>']);
  expect(hear(['\x1b[12;3', '\ra'], 100)).toEqual(['<enter>a']);
  expect(hear(['\x1b[12;3', 'ä'], 100)).toEqual(['ä']);
});

test('an answer may be longer than anything that is kept of it', () => {
  expect(hear(['\x1b]52;c;', ...Array.from({length: 50}, () => 'A'.repeat(4096)), '\x07', 'x'], 30)).toEqual([
    'x',
  ]);
  expect(hear([`\x1b[${'1;'.repeat(500)}A`, 'x']).join('')).toMatch(/x$/);
});

test('characters may come in pieces, and broken ones end', () => {
  const smile = Buffer.from('😀é');
  for (let at = 1; at < smile.length; at++) {
    expect(hear([smile.subarray(0, at), smile.subarray(at)], 300)).toEqual(['😀é']);
  }
  expect(hear([Buffer.from([0xf0, 0x9f]), 'a'])).toEqual(['\ufffda']);
  expect(hear([Buffer.from([0xe9]), '\r'])).toEqual(['\ufffd<enter>']);
});

test('any bytes end in the state in which a letter is typed, within ten seconds', () => {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const pieces = [
    ...KEYS.map(([sequence]) => Buffer.from(sequence)),
    ...SILENT.map(([, sequence]) => bytesOf(sequence)),
  ];
  for (let round = 0; round < 2000; round++) {
    const reads = Array.from({length: 1 + next(6)}, () => {
      const piece = pieces[next(pieces.length)] ?? Buffer.alloc(0);
      return next(3) === 0 ? piece : piece.subarray(next(piece.length), piece.length - next(3));
    });
    const tokenizer = createTokenizer({escapeDelay: DELAY});
    let now = 0;
    for (const read of reads) {
      tokenizer.push(read, now);
      now += next(200);
    }
    now += 10_000;
    tokenizer.tick(now);
    tokenizer.tick(now);
    now += 10_000;
    expect(tokenizer.push(Buffer.from('q'), now)).toEqual([{type: 'key', chord: {text: 'q'}}]);
  }
});
