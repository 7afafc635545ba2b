import {clearScreenDown, createInterface, cursorTo, type Interface, moveCursor} from 'node:readline';
import type {Readable, Writable} from 'node:stream';
import {joinSafe, type SafeText, safe} from '../../lib/safe-text.ts';

export type LineEditorOptions = {
  readonly input: Readable;
  readonly output: Writable;
  /** Somebody types: lines are edited, and there is a prompt. Without it, lines are read as they come. */
  readonly isTerminal: boolean;
  /** The terminal cannot move its cursor. */
  readonly isDumb: boolean;
  /** What can stand instead of the end of a typed text, and that end. */
  readonly complete: (typed: string) => readonly [candidates: string[], end: string];
  /** Ctrl-C with nothing typed. */
  readonly interrupted: () => void;
};

/** Where lines come from and sentences go to; nothing else writes to the terminal. */
export type LineEditor = {
  readonly lines: AsyncIterableIterator<string>;
  /** Writes whole lines above what is being typed, which stays as it is. */
  readonly say: (lines: readonly SafeText[]) => void;
  readonly setPrompt: (prompt: SafeText) => void;
  /** Takes no more lines; sentences can still be written. */
  readonly close: () => void;
};

/** Makes a line editor. */
export function createLineEditor(options: LineEditorOptions): LineEditor {
  const {input, output, isTerminal, isDumb} = options;
  const readline = createInterface({
    input,
    output: isTerminal ? output : undefined,
    terminal: isTerminal,
    crlfDelay: Number.POSITIVE_INFINITY,
    completer: (typed: string) => [...options.complete(typed)],
    prompt: '',
  } as Parameters<typeof createInterface>[0]);
  const lines = readline[Symbol.asyncIterator]();
  let isOpen = true;
  let isGone = false;

  readline.on('SIGINT', () => {
    if (readline.line === '') {
      options.interrupted();
    } else {
      eraseLine(readline);
    }
  });
  readline.on('line', showPrompt);
  readline.on('close', () => {
    isOpen = false;
  });
  output.on('error', () => {
    isGone = true; // whoever read our output is gone
    readline.close();
  });

  function showPrompt(): void {
    if (isTerminal && isOpen) {
      readline.prompt(true);
    }
  }

  function say(sentences: readonly SafeText[]): void {
    if (isGone || sentences.length === 0) {
      return;
    }
    const text = `${joinSafe(sentences, safe`\n`)}\n`;
    if (!isTerminal || !isOpen) {
      output.write(text);
    } else if (isDumb) {
      output.write(`\n${text}`);
      readline.prompt(true);
      output.write(readline.line);
    } else {
      writeAbove(text);
    }
  }

  /** Takes the typed line away, and brings it back below. */
  function writeAbove(text: string): void {
    const {rows} = readline.getCursorPos();
    moveCursor(output, 0, -rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    // readline believes that the cursor is so many rows below the prompt, and goes up by them first.
    output.write(text + '\n'.repeat(rows));
    readline.prompt(true);
  }

  return {
    lines,
    say,
    setPrompt(prompt) {
      if (prompt === readline.getPrompt()) {
        return;
      }
      readline.setPrompt(prompt);
      if (isTerminal && isOpen && !isDumb) {
        readline.prompt(true);
      }
    },
    close: () => readline.close(),
  };
}

/** As Ctrl-E and Ctrl-U do. */
function eraseLine(readline: Interface): void {
  readline.write(null, {ctrl: true, name: 'e'});
  readline.write(null, {ctrl: true, name: 'u'});
}
