import {type IPty, spawn} from '@lydell/node-pty';
import xterm, {type IUnicodeVersionProvider} from '@xterm/headless';
import stringWidth from 'string-width';
import {ALONE} from './alone.ts';

const PATIENCE = 10_000;

/** A program on a pseudo-terminal, seen through a terminal emulator. */
export type Pty = {
  readonly pid: number;
  /** The rows that are shown, without spaces at their ends. */
  readonly screen: () => string[];
  readonly text: () => string;
  readonly cursor: () => {readonly x: number; readonly y: number; readonly visible: boolean};
  readonly title: () => string;
  readonly isAlternate: () => boolean;
  readonly wraps: () => boolean;
  readonly pastesBracketed: () => boolean;
  readonly hearsMouse: () => boolean;
  readonly reportsFocus: () => boolean;
  /** All bytes that came so far, as text. */
  readonly output: () => string;
  /** Resolves once the text of the screen fits; fails with what was there instead. */
  readonly waitFor: (fits: (text: string) => boolean, what?: string) => Promise<void>;
  readonly type: (keys: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  /** Stops reading what the program writes, or reads on: a terminal that hangs. */
  readonly drain: (isWanted: boolean) => void;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Takes the terminal away. */
  readonly hangUp: () => void;
  /** The exit code and what ended it, once everything that was written is on the screen. */
  readonly exited: Promise<{readonly exitCode: number; readonly signal: number | undefined}>;
};

export type PtyOptions = {
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** Added to a small environment without CI and NODE_OPTIONS. */
  readonly env?: Readonly<Record<string, string>>;
};

const running = new Set<IPty>();

/** Ends what tests left running; for `afterEach`. */
export function endPtys(): void {
  for (const pty of running) {
    pty.kill('SIGKILL');
  }
}

/** Starts a program on a new pseudo-terminal. */
export function startPty(file: string, args: readonly string[], options: PtyOptions = {}): Pty {
  const {columns = 80, rows = 24} = options;
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
  terminal.unicode.register(graphemeWidths);
  terminal.unicode.activeVersion = graphemeWidths.version;
  let title = '';
  terminal.onTitleChange(value => {
    title = value;
  });

  const pty = spawn(file, [...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: options.cwd ?? process.cwd(),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '/',
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      NODE_OPTIONS: '',
      ...ALONE,
      ...options.env,
    },
  });
  running.add(pty);
  terminal.onData(answer => pty.write(answer)); // questions of the program

  let output = '';
  /** Pieces of it that the emulator did not read yet. */
  let unread = 0;
  let written = Promise.resolve();
  let wake = () => {};
  let ended = false;
  pty.onData(data => {
    output += data;
    unread++;
    written = new Promise(resolve =>
      terminal.write(data, () => {
        unread--;
        resolve();
        wake();
      }),
    );
  });
  const exited = new Promise<{exitCode: number; signal: number | undefined}>(resolve => {
    pty.onExit(({exitCode, signal}) => {
      running.delete(pty);
      ended = true;
      void written.then(() => {
        wake();
        resolve({exitCode, signal});
      });
    });
  });

  const screen = () =>
    Array.from({length: terminal.rows}, (_, row) => {
      const {active} = terminal.buffer;
      return active.getLine(active.baseY + row)?.translateToString(true) ?? '';
    });
  const text = () => screen().join('\n');

  /** A frame comes in parts, and the emulator reads it some time after us. */
  const isBetweenFrames = () =>
    unread === 0 && output.lastIndexOf(FRAME_BEGINS) <= output.lastIndexOf(FRAME_ENDS);

  async function waitFor(fits: (text: string) => boolean, what = fits.toString()): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    while (!isBetweenFrames() || !fits(text())) {
      if (Date.now() > deadline || ended) {
        throw new Error(`waited in vain for ${what}; the screen is\n${text()}`);
      }
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, deadline - Date.now());
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  return {
    pid: pty.pid,
    screen,
    text,
    cursor: () => ({
      x: terminal.buffer.active.cursorX,
      y: terminal.buffer.active.cursorY,
      visible: lastMode(output, '25') !== 'l',
    }),
    title: () => title,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    wraps: () => terminal.modes.wraparoundMode,
    pastesBracketed: () => terminal.modes.bracketedPasteMode,
    hearsMouse: () => terminal.modes.mouseTrackingMode !== 'none',
    reportsFocus: () => terminal.modes.sendFocusMode,
    output: () => output,
    waitFor,
    type: keys => pty.write(keys),
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    drain: isWanted => (isWanted ? pty.resume() : pty.pause()),
    kill: signal => pty.kill(signal),
    hangUp: () => (pty as IPty & {destroy(): void}).destroy(),
    exited,
  };
}

/** Marks of synchronized output, around each frame. */
const FRAME_BEGINS = '\x1b[?2026h';
const FRAME_ENDS = '\x1b[?2026l';

/** The emulator does not tell whether the cursor is shown. */
function lastMode(output: string, mode: string): string | undefined {
  return [...output.matchAll(new RegExp(`\\x1b\\[\\?${mode}([hl])`, 'g'))].at(-1)?.[1];
}

/** Widths of today's terminals: the emulator's own are those of Unicode 6, in which an emoji is narrow. */
export const graphemeWidths: IUnicodeVersionProvider = {
  version: 'graphemes',
  wcwidth: codePoint => Math.min(2, stringWidth(String.fromCodePoint(codePoint))) as 0 | 1 | 2,
  charProperties(codePoint, preceding) {
    const joinsBefore = preceding >> 3 === JOINER || isSkinTone(codePoint) || isExtender(codePoint);
    const width = graphemeWidths.wcwidth(codePoint);
    const joins = joinsBefore && preceding !== 0;
    const kept = joins ? Math.max((preceding >> 1) & 3, codePoint === 0xfe0f ? 2 : 0) : width;
    return ((codePoint === JOINER ? JOINER : 0) << 3) | (kept << 1) | (joins ? 1 : 0);
  },
};

const JOINER = 0x200d;

function isSkinTone(codePoint: number): boolean {
  return codePoint >= 0x1f3fb && codePoint <= 0x1f3ff;
}

function isExtender(codePoint: number): boolean {
  return codePoint === JOINER || /^[\p{Mn}\p{Me}]$/u.test(String.fromCodePoint(codePoint));
}
