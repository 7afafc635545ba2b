import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals';
import {build, type Plugin} from 'esbuild';
import {oneWidth, swaps} from '../../../../scripts/bundle.mjs';
import {type Cells, createCells} from '../../../support/cells.ts';

const ROOT = new URL('../../../../', import.meta.url);
const INK = new URL('node_modules/ink/build/', ROOT);
const OWN = new URL('src/app/screen/ink-overrides/ink-frames.ts', ROOT).pathname;
const START = '\x1b[?1049h\x1b[?7l\x1b[H';

type Position = {readonly x: number; readonly y: number};
type Writer = ((text: string) => boolean) & {
  readonly clear: () => void;
  readonly done: () => void;
  readonly reset: () => void;
  readonly sync: (text: string) => void;
  readonly setCursorPosition: (position: Position | undefined) => void;
  readonly isCursorDirty: () => boolean;
  readonly willRender: (text: string) => boolean;
  readonly getCursorPosition: () => Position | undefined;
};
type Stream = {columns: number; write: (data: string) => boolean};
type WholeLine = {readonly y: number; readonly rows: readonly string[]};
type Module = {
  readonly log: {readonly create: (stream: Stream, options: {incremental: boolean}) => Writer};
  readonly echo: (stream: Stream, before: string, after: string) => void;
  readonly joinRows: (stream: Stream, lines: () => readonly WholeLine[]) => void;
};

let folder = '';
let theirs: Module;
let ours: Module;

/** Ink's module as it is, and what stands in its place in the bundle. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'natter-frames-'));
  [theirs, ours] = [await load('theirs', [oneWidth]), await load('ours', [oneWidth, swaps])];
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

async function load(name: string, plugins: Plugin[]): Promise<Module> {
  const outfile = join(folder, `${name}.mjs`);
  const contents = `export {default as log} from ${JSON.stringify(new URL('log-update.js', INK).pathname)};
export {echo, joinRows} from ${JSON.stringify(OWN)};`;
  await build({
    ...{stdin: {contents, resolveDir: ROOT.pathname}, outfile, bundle: true, format: 'esm', plugins},
    platform: 'node',
    banner: {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"},
  });
  return (await import(pathToFileURL(outfile).href)) as Module;
}

test('this is the Ink whose frame writer is replaced: look at the new one before you change these', () => {
  const {version} = JSON.parse(readFileSync(new URL('node_modules/ink/package.json', ROOT), 'utf8'));
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(new URL(name, INK)))
      .digest('hex');
  expect([version, digest('log-update.js'), digest('line-update.js'), digest('ink.js')]).toEqual([
    '8.0.0',
    '0336ec176d00780756df0c2b6c365cd2f67118e28d0f9b5383e113fd9f70f285',
    '3101b3bbf790a845dc0268343f1d5d033ffa6468f2b8ea8947336c03d50d828f',
    '54975ccb060dbc0f155990fe210a62eb00fa648cc89e60e68cb271395feb456a', // which calls it
  ]);
});

type Screen = {
  readonly writer: Writer;
  readonly stream: Stream;
  readonly cells: Cells;
  readonly write: (data: string) => void;
  /** What was written since it was asked last. */
  readonly written: () => string;
};

function open({log}: Module, columns: number, rows: number): Screen {
  const cells = createCells(columns, rows);
  let bytes = '';
  const write = (data: string) => {
    bytes += data;
    cells.write(data.replaceAll('\n', '\r\n')); // as a terminal in raw mode has it from Node
    return true;
  };
  const stream = {columns, write, isTTY: true};
  const writer = log.create(stream, {incremental: true});
  cells.write(START);
  const written = () => {
    const all = bytes;
    bytes = '';
    return all;
  };
  return {writer, stream, cells, write, written};
}

describe('the screen is that which Ink draws', () => {
  test.each([
    [40, 10, 1],
    [12, 4, 2],
    [80, 24, 3],
  ])('after each of 400 random steps at %i×%i', async (columns, rows, seed) => {
    const random = randomNumbers(seed);
    const screens = [open(theirs, columns, rows), open(ours, columns, rows)];
    let frame = randomFrame(random, columns, rows);
    for (let step = 0; step < 400; step++) {
      frame = changedFrame(random, frame, columns, rows);
      const text = frame.join('\n') + (frame.length < rows ? '\n' : '');
      const cursor = random(4) === 0 ? undefined : {x: random(columns), y: random(frame.length)};
      const kind = random(30);
      const results = screens.map(({writer, write}) => {
        if (kind === 0) {
          writer.clear();
        } else if (kind === 1) {
          writer.clear();
          writer.done();
          write(`${START}\x1b[2J`);
          writer.reset();
        }
        writer.setCursorPosition(cursor);
        if (kind === 2) {
          write(`\x1b[H\x1b[J${text}`);
          writer.sync(text);
          return null;
        }
        return [writer.isCursorDirty(), writer.willRender(text), writer(text), writer.getCursorPosition()];
      });
      expect(results[1]).toEqual(results[0]);
      const [expected, shown] = await Promise.all(screens.map(({cells}) => cells.look()));
      expect({step, ...shown}).toEqual({step, ...expected});
    }
  });

  test('by fewer bytes: Ink needs 150 more for a letter in the last of 50 rows', () => {
    const [before, after] = [screenOf('> hell'), screenOf('> hello')];
    const bytes = [theirs, ours].map(module => {
      const {writer, written} = open(module, 80, 50);
      draw(writer, before, {x: 6, y: 49});
      written();
      draw(writer, after, {x: 7, y: 49});
      return written();
    });
    expect(bytes[1]).toBe('\x1b[?25l\x1b[50H\x1b[7G\x1b[Ko\x1b[50;8H\x1b[?25h');
    expect((bytes[0] ?? '').length - (bytes[1] ?? '').length).toBeGreaterThan(140);
  });
});

describe('a cursor', () => {
  test('that moves is moved alone; one that is not wanted is hidden', () => {
    const {writer, written} = open(ours, 80, 3);
    draw(writer, 'a\nb\nc', {x: 0, y: 0});
    written();
    expect([draw(writer, 'a\nb\nc', {x: 1, y: 2}), written()]).toEqual([true, '\x1b[3;2H']);
    expect([draw(writer, 'a\nb\nc', {x: 1, y: 2}), written()]).toEqual([false, '']);
    expect([draw(writer, 'a\nb\nc', undefined), written()]).toEqual([true, '\x1b[?25l']);
    expect([draw(writer, 'a\nb\nc', {x: 1, y: 2}), written()]).toEqual([true, '\x1b[3;2H\x1b[?25h']);
  });

  test('is shown again at the end', () => {
    const {writer, written} = open(ours, 80, 3);
    draw(writer, 'a', undefined);
    written();
    writer.done();
    writer.done();
    expect(written()).toBe('\x1b[?25h');
  });
});

describe('an echo', () => {
  const PROMPT = '\x1b[1m>\x1b[22m ';
  const at = (x: number) => ({x, y: 1});

  const typed = (text: string) => shows((PROMPT + text).trimEnd(), 2 + text.length);

  function shows(row: string, cursor: number) {
    const screen = open(ours, 20, 2);
    draw(screen.writer, `log\n${row}`, at(cursor));
    screen.written();
    return {
      ...screen,
      echo: (before: string, after: string) => {
        ours.echo(screen.stream, `> ${before}`, `> ${after}`);
        return screen.written();
      },
      frame: (text: string) => {
        draw(screen.writer, `log\n${(PROMPT + text).trimEnd()}`, at(2 + text.length));
        return screen.written();
      },
    };
  }

  test.each([
    ['a', 'ab', '\x1b[2;4Hb'],
    ['a', 'a ', '\x1b[2;4H '],
    ['a ', 'a b', '\x1b[2;5Hb'],
    ['a ', 'a', '\x1b[2;4H\x1b[K'],
    ['one two', 'one', '\x1b[2;6H\x1b[K'],
    ['one', 'other', '\x1b[2;4Hther'],
    ['other', 'one', '\x1b[2;4Hne\x1b[K'],
  ])('of %j to %j: the frame then has nothing to write', (before, after, bytes) => {
    const {echo, frame} = typed(before);
    expect(echo(before, after)).toBe(bytes);
    expect(frame(after)).toBe('');
  });

  test('that was wrong is mended by the frame', async () => {
    const {echo, frame, cells} = typed('ab');
    echo('ab', 'abcdef');
    expect(frame('ax')).not.toBe('');
    expect(await cells.look()).toMatchObject({rows: ['log', '> ax'], cursor: at(4)});
  });

  test('of another row than is shown, behind another cursor, or with no room is none', () => {
    const {echo} = typed('ab');
    expect(echo('a', 'ab')).toBe('');
    expect(echo('xy', 'xyz')).toBe('');
    expect(echo('ab ', 'ab c')).toBe('');
    expect(echo('ab', 'x'.repeat(18))).toBe('');
    expect(echo('ab', 'x'.repeat(17))).not.toBe('');
  });

  test('in place of a hint behind the cursor', () => {
    const {echo, frame} = shows(`${PROMPT}\x1b[2mWrite to 日本\x1b[22m`, 2);
    expect(echo('', 'a')).toBe('\x1b[2;3Ha\x1b[K');
    expect(frame('a')).toBe('');
  });

  test('where a style goes on is none', () => {
    const {echo} = shows(`${PROMPT}a\x1b[31mb\x1b[39m`, 4);
    expect(echo('ab', 'abc')).toBe('');
    expect(echo('ab', 'a')).toBe('\x1b[2;4H\x1b[K');
  });

  test('before the first frame, without a cursor, after a clear or in another width is none', () => {
    const fresh = open(ours, 20, 2);
    ours.echo(fresh.stream, '> a', '> ab');
    draw(fresh.writer, 'log\n> a', undefined);
    fresh.written();
    ours.echo(fresh.stream, '> a', '> ab');
    expect(fresh.written()).toBe('');

    const cleared = typed('a');
    cleared.writer.clear();
    cleared.written();
    expect(cleared.echo('a', 'ab')).toBe('');

    const narrower = typed('a');
    narrower.stream.columns = 19;
    expect(narrower.echo('a', 'ab')).toBe('');
  });

  test('on a stream without a writer is none', () => {
    const {stream, written} = open(theirs, 20, 2);
    ours.echo(stream, '> a', '> ab');
    expect(written()).toBe('');
  });
});

describe('a line of several rows', () => {
  const rows = ['bob: the map is at: ', 'https://example.org/', 'lake?via=ridge'];
  const shown = rows.map(row => row.trimEnd());

  test('is wrapped by the terminal, which copies it as one', async () => {
    const {writer, stream, cells, written} = open(ours, 20, 6);
    let lines: readonly WholeLine[] = [{y: 1, rows}];
    ours.joinRows(stream, () => lines);
    draw(writer, ['ann: hi', ...shown, 'bob: !', 'hint'].join('\n'), undefined);
    expect(await cells.copied()).toEqual(['ann: hi', rows.join(''), 'bob: !', 'hint']);
    expect((await cells.look()).rows).toEqual(['ann: hi', ...shown, 'bob: !', 'hint']);
    written();
    draw(writer, ['ann: hi', ...shown, 'bob: ?', 'hint'].join('\n'), undefined);
    expect(written().length).toBeLessThan(20);
    lines = [];
    draw(writer, ['ann: hi', ...shown, 'bob: !', 'hint'].join('\n'), undefined);
    expect(await cells.copied()).toEqual(['ann: hi', ...shown, 'bob: !', 'hint']);
  });

  test.each([
    ['is not in the frame', ['12345678901234567890', 'x'], ['12345678901234567890', 'y']],
    [
      'has a cluster of disputed width',
      ['👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽', 'x'],
      ['👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽', 'x'],
    ],
  ])('that %s stays as it is drawn', async (_, line, frame) => {
    const {writer, stream, cells} = open(ours, 20, 2);
    ours.joinRows(stream, () => [{y: 0, rows: line}]);
    draw(writer, frame.join('\n'), undefined);
    expect(await cells.copied()).toEqual(frame);
  });

  test('a wide letter that the edge pushes down belongs to it, too', async () => {
    const {writer, stream, cells} = open(ours, 5, 3);
    const wide = ['天気天', '気'];
    ours.joinRows(stream, () => [{y: 0, rows: ['天気', '天気']}]);
    draw(writer, ['天気', '天気', 'x'].join('\n'), undefined);
    expect((await cells.copied())[0]?.replaceAll(' ', '')).toBe(wide.join(''));
  });
});

function draw(writer: Writer, text: string, cursor: Position | undefined): boolean {
  writer.setCursorPosition(cursor);
  return writer(text);
}

function screenOf(last: string): string {
  return [...Array.from({length: 49}, (_, index) => `row ${index}`), last].join('\n');
}

const PIECES = [
  ...['a', 'bc', ' ', '   ', 'word', '─', '│', '✓', 'é', '日', '語', '👍🏽', 'e\u0301', '1'],
  ...['\x1b[31mred\x1b[39m', '\x1b[1mbold\x1b[22m', '\x1b[48;5;12m 日 \x1b[49m', '\x1b[7mx\x1b[27m'],
];
/** Columns of a piece. */
const WIDTHS = [1, 2, 1, 3, 4, 1, 1, 1, 1, 2, 2, 2, 1, 1, 3, 4, 4, 1];

function randomRow(random: (below: number) => number, columns: number): string {
  let row = '';
  for (let used = 0, wanted = random(columns + 1); ; ) {
    const piece = random(PIECES.length);
    used += WIDTHS[piece] ?? 1;
    if (used > wanted) {
      return row.trimEnd();
    }
    row += PIECES[piece];
  }
}

function randomFrame(random: (below: number) => number, columns: number, rows: number): string[] {
  return Array.from({length: rows}, () => randomRow(random, columns));
}

/** One or a few rows are new, sometimes all of them; sometimes nothing is. */
function changedFrame(
  random: (below: number) => number,
  frame: readonly string[],
  columns: number,
  rows: number,
): string[] {
  const kind = random(10);
  if (kind === 0) {
    return randomFrame(random, columns, rows);
  }
  return frame.map(row => (kind > 1 && random(4) === 0 ? randomRow(random, columns) : row));
}

/** Numbers that are the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
