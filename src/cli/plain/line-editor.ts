import {clearScreenDown, createInterface, cursorTo, type Interface, moveCursor} from 'node:readline';
import {PassThrough, type Readable, type Writable} from 'node:stream';
import {askSecret} from '../../app/ask-secret.ts';
import {joinSafe, type SafeText, safe} from '../../lib/text/safe-text.ts';
import {plainTexts} from '../../lib/texts/plain.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {createKeyboard} from './keyboard.ts';
import type {EnteredLine} from './typed-ahead.ts';

/** The terminal marks what is pasted. */
const MARK_PASTES = '\x1b[?2004h';
const MARK_NO_PASTES = '\x1b[?2004l';

export type LineEditorOptions = {
  readonly input: Readable;
  readonly output: Writable;
  /** Somebody types: lines are edited, and there is a prompt. Without it, lines are read as they come. */
  readonly isTerminal: boolean;
  /** The terminal cannot move its cursor. */
  readonly isDumb: boolean;
  /** What can stand instead of the end of a typed text, and that end. */
  readonly complete: (typed: string) => readonly [candidates: string[], end: string];
  readonly clock: Pick<Clock, 'after' | 'monotonic'>;
  /** How long an Escape may be the beginning of a sequence, milliseconds. */
  readonly escapeDelay: number;
  /** Notes what is known at the moment of Enter. */
  readonly enter: (text: string) => EnteredLine;
  /** Ctrl-C with nothing typed. */
  readonly interrupted: () => void;
};

/** Where lines come from and sentences go to; nothing else writes to the terminal. */
export type LineEditor = {
  readonly lines: AsyncIterableIterator<EnteredLine>;
  /** Something stands in the line that is not entered yet. */
  readonly isTyping: () => boolean;
  /** Writes whole lines above what is being typed, which stays as it is. */
  readonly say: (lines: readonly SafeText[]) => void;
  readonly setPrompt: (prompt: SafeText) => void;
  /** Asks for something that is not shown while it is typed; null if the user gives up, or nobody sits there. */
  readonly askSecret: (question: string) => Promise<string | null>;
  /** Takes no more lines; sentences can still be written. */
  readonly close: () => void;
};

/** A paste of several lines is one text: it waits for Enter, and what was typed before and after it goes with it. */
export function createLineEditor(options: LineEditorOptions): LineEditor {
  const {input, output, isTerminal, isDumb} = options;
  const keyboard = isTerminal
    ? createKeyboard({input, clock: options.clock, escapeDelay: options.escapeDelay, pasted: hold})
    : null;
  const readline = createInterface({
    input: keyboard?.keys ?? input,
    output: isTerminal ? output : undefined,
    terminal: isTerminal,
    crlfDelay: Number.POSITIVE_INFINITY,
    completer: (typed: string) => [...options.complete(typed)],
    prompt: '',
  } as Parameters<typeof createInterface>[0]);
  const entered = readline[Symbol.asyncIterator]();
  /** What the lines stand for that were entered and not read yet, pastes included. */
  const texts: EnteredLine[] = [];
  let isOpen = true;
  let isGone = false;
  /** A paste that waits for Enter. */
  let held: string | null = null;
  /** What is to be said once a secret was entered; null while none is asked for. */
  let unsaid: SafeText[] | null = null;

  readline.on('SIGINT', () => {
    if (held !== null) {
      held = null;
      eraseLine(readline);
      say([plainTexts.paste.dropped]);
    } else if (readline.line === '') {
      options.interrupted();
    } else {
      eraseLine(readline);
    }
  });
  readline.on('SIGCONT', () => {
    markPastes(true); // the shell had the terminal meanwhile
    showPrompt();
  });
  readline.on('line', typed => {
    const isWithPaste = held !== null && !typed.startsWith('/');
    texts.push(options.enter(isWithPaste ? joined(held ?? '', typed) : typed));
    held = isWithPaste ? null : held;
    showPrompt();
  });
  readline.on('close', () => {
    isOpen = false;
    markPastes(false);
  });
  output.on('error', () => {
    isGone = true; // whoever read our output is gone
    readline.close();
  });
  markPastes(true);

  async function* lines(): AsyncIterableIterator<EnteredLine> {
    for await (const line of entered) {
      yield texts.shift() ?? options.enter(line);
    }
  }

  function markPastes(isWanted: boolean): void {
    if (isTerminal && !isDumb && !isGone) {
      output.write(isWanted ? MARK_PASTES : MARK_NO_PASTES);
    }
  }

  function hold(pasted: string | null): void {
    if (pasted === null) {
      say([plainTexts.paste.tooLong]);
      return;
    }
    const before = (held ?? '') + readline.line;
    held = before === '' && pasted.startsWith('/') ? `/${pasted}` : before + pasted; // a paste is no command
    eraseLine(readline);
    const count = held.split('\n').length;
    say([plainTexts.paste.lines(count)]);
  }

  function showPrompt(): void {
    if (isTerminal && isOpen && unsaid === null) {
      readline.prompt(true);
    }
  }

  function say(sentences: readonly SafeText[]): void {
    if (isGone || sentences.length === 0) {
      return;
    }
    const text = `${joinSafe(sentences, safe`\n`)}\n`;
    if (unsaid !== null) {
      unsaid.push(...sentences);
    } else if (!isTerminal || !isOpen) {
      output.write(text);
    } else if (isDumb) {
      output.write(`\n${text}`);
      readline.prompt(true);
      output.write(readline.line);
    } else {
      const rows = takeLineAway();
      output.write(text);
      bringLineBack(rows);
    }
  }

  /** Takes the typed line off the screen; returns how many rows above the cursor it had. */
  function takeLineAway(): number {
    const {rows} = readline.getCursorPos();
    moveCursor(output, 0, -rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    return rows;
  }

  function bringLineBack(rows: number): void {
    // readline believes that the cursor is so many rows below the prompt, and goes up by them first.
    output.write('\n'.repeat(rows));
    readline.prompt(true);
  }

  async function ask(question: string): Promise<string | null> {
    if (keyboard === null || unsaid !== null || !isOpen) {
      return null;
    }
    const typed = Object.assign(new PassThrough(), {setRawMode() {}}); // it is in raw mode already
    unsaid = [];
    const rows = isDumb ? 0 : takeLineAway();
    keyboard.divert(bytes => typed.write(bytes));
    readline.once('close', () => typed.end());
    const answer = await askSecret(`${isDumb ? '\n' : ''}${question}: `, {
      ...{input: typed, output},
      marksPastes: false, // they are marked already, where they can be
    });
    keyboard.divert(null);
    keyboard.keys.write(typed.read() ?? ''); // what was typed ahead
    const news = unsaid;
    unsaid = null;
    bringLineBack(rows);
    say(news);
    return answer;
  }

  return {
    lines: lines(),
    isTyping: () => readline.line !== '' || held !== null,
    say,
    setPrompt(prompt) {
      const before = readline.getPrompt();
      readline.setPrompt(prompt);
      if (prompt !== before && !isDumb) {
        showPrompt();
      } else if (prompt !== before && before === '') {
        showPrompt(); // nothing has to be taken away for it
        output.write(readline.line);
      }
    },
    askSecret: ask,
    close: () => readline.close(),
  };
}

function joined(pasted: string, typed: string): string {
  return typed === '' ? pasted : `${pasted}\n${typed}`;
}

/** As Ctrl-E and Ctrl-U do. */
function eraseLine(readline: Interface): void {
  readline.write(null, {ctrl: true, name: 'e'});
  readline.write(null, {ctrl: true, name: 'u'});
}
