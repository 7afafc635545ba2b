import type {Readable, Writable} from 'node:stream';
import {complete} from '../../commands/completion.ts';
import {commands} from '../../commands/registry.ts';
import {runLine} from '../../commands/run-line.ts';
import type {SaveFile, View} from '../../commands/types.ts';
import type {Address, CoreEvent} from '../../core/api.ts';
import type {LocalCore} from '../../core/core.ts';
import {formatAddress} from '../../lib/address.ts';
import type {Clock} from '../../lib/clock.ts';
import {NatterError, toPlainError} from '../../lib/errors.ts';
import {type SafeText, safe, safeText, storedText} from '../../lib/safe-text.ts';
import {runLines} from '../run-lines.ts';
import {type Acquaintances, createAcquaintances} from './acquaintances.ts';
import {askName} from './ask-name.ts';
import {createDeliveryNews} from './delivery-news.ts';
import {createLineEditor} from './line-editor.ts';
import {createNarrator} from './narrator.ts';
import {createReader} from './reader.ts';
import {createSpokenTime} from './spoken-time.ts';

/** Where it runs. */
export type PlainTerminal = {
  readonly input: Readable;
  readonly output: Writable;
  /** Both are a terminal, at which somebody types. */
  readonly isTerminal: boolean;
  readonly isDumb: boolean;
};

export type PlainOptions = {
  /** Not started yet. */
  readonly core: LocalCore;
  readonly terminal: PlainTerminal;
  readonly clock: Clock;
  readonly connect: Address | undefined;
  readonly saveFile: SaveFile;
  /** Resolves when the process is asked to end from outside. */
  readonly interrupted: Promise<void>;
};

/**
 * Runs natter as lines that are only ever added, for screen readers and terminals that cannot draw. Every event is a
 * sentence. Returns once the input ended, `/quit` was said, Ctrl-C was pressed twice or the process was asked to
 * end, and everything is closed in order. Rejects with a `NatterError` if the core cannot start or go on.
 */
export async function runPlain(options: PlainOptions): Promise<void> {
  const {core, terminal, clock} = options;
  const ended = Promise.withResolvers<NatterError | null>();
  const quit = () => ended.resolve(null);
  const people = createAcquaintances();
  const time = createSpokenTime(clock.now);
  const narrator = createNarrator({people, time, now: clock.now, tellsOwn: !terminal.isTerminal});
  let isLeaving = false;

  const editor = createLineEditor({
    ...terminal,
    complete: typed => completions(typed, people),
    interrupted: () => {
      if (isLeaving) {
        quit();
      } else {
        isLeaving = true;
        editor.say([safe`Press Control C again to quit.`]);
      }
    },
  });
  const news = createDeliveryNews({
    clock,
    peer: people.peer,
    say: sentence => editor.say(time(clock.now(), [sentence])),
  });
  const reader = createReader({core, people, narrator, say: editor.say, failed: tellError});
  const view: View = {
    current: reader.current,
    open(conversation) {
      reader.open(conversation);
      editor.setPrompt(prompt());
    },
    clear() {},
    quit,
    notice: text => editor.say(spokenNotice(text)),
  };

  core.subscribe(events => events.forEach(hear));
  try {
    await core.start();
  } catch (error) {
    editor.close();
    throw error;
  }
  void options.interrupted.then(quit);
  const read = readLines().then(quit, error => ended.resolve(asNatterError(error)));
  const failure = await ended.promise;
  editor.close();
  await Promise.race([read, options.interrupted, closeInput(terminal.input)]);
  news.close();
  await core.stop();
  if (failure !== null) {
    throw failure;
  }

  function hear(event: CoreEvent): void {
    people.note(event);
    news.note(event);
    reader.hear(event);
    editor.setPrompt(prompt());
    if (event.type === 'stopped') {
      ended.resolve(event.error === null ? null : new NatterError(event.error.code, event.error.message));
    }
  }

  /** Says where text goes. */
  function prompt(): SafeText {
    const current = reader.current();
    return current === null ? safe`` : safe`to ${people.name(current)}: `;
  }

  async function readLines(): Promise<void> {
    const {self} = await core.query({type: 'snapshot'});
    const first = [
      ...(options.connect === undefined ? [] : [`/connect ${formatAddress(options.connect)}`]),
      ...(self.named ? [] : [await askName({core, editor, self})]),
    ];
    for (const line of first) {
      await run(line ?? '');
    }
    await runLines(editor.lines, run);
  }

  async function run(line: string): Promise<void> {
    isLeaving = false;
    try {
      await runLine(line, {core, view, saveFile: options.saveFile});
    } catch (error) {
      tellError(error);
    }
  }

  function tellError(error: unknown): void {
    editor.say([safe`Error: ${safeText(toPlainError(error).message)}`]);
  }
}

/** What Tab offers, in the form of readline. */
function completions(typed: string, people: Acquaintances): readonly [string[], string] {
  const {from, candidates} = complete(typed, typed.length, {commands, peers: people.all()});
  return [[...candidates], typed.slice(from)];
}

/** Answers of commands are laid out in columns; a comma says the same to the ear. */
function spokenNotice(text: SafeText): SafeText[] {
  return text.split('\n').map(line => storedText(line.trimEnd().replace(/(?<=\S) {2,}/g, ', ')));
}

/** After the end the reader may be in the middle of a line that never ends. */
function closeInput(input: Readable): Promise<void> {
  input.destroy();
  return Promise.resolve();
}

function asNatterError(error: unknown): NatterError {
  const {code, message} = toPlainError(error);
  return error instanceof NatterError ? error : new NatterError(code, message, {cause: error});
}
