import {complete} from '../../commands/engine/completion.ts';
import {runLine} from '../../commands/engine/run-line.ts';
import type {SaveFile, View} from '../../commands/engine/types.ts';
import {commands} from '../../commands/registry.ts';
import type {Core, CoreEvent} from '../../core/api/api.ts';
import {toPlainError} from '../../lib/errors.ts';
import {defaultSettings} from '../../lib/settings.ts';
import {type SafeText, safe, safeText, storedText} from '../../lib/text/safe-text.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {createDeliveryNews} from './delivery-announcer.ts';
import {createLineEditor, type LineEditor} from './line-editor.ts';
import {createNarrator} from './narrator.ts';
import {createReader} from './reader.ts';
import {type Acquaintances, createAcquaintances} from './roster.ts';
import {createSpokenTime} from './time-announcer.ts';

export type SessionOptions = {
  readonly core: Core;
  readonly terminal: Pick<
    Parameters<typeof createLineEditor>[0],
    'input' | 'output' | 'isTerminal' | 'isDumb' | 'escapeDelay'
  >;
  readonly clock: Clock;
  readonly saveFile: SaveFile;
  /** The user wants to leave. */
  readonly quit: () => void;
};

/** Everything between a core and somebody who reads lines and types some. */
export type Session = {
  readonly editor: LineEditor;
  readonly hear: (event: CoreEvent) => void;
  /** Runs a line as typed. Never rejects: what went wrong is told. */
  readonly run: (line: string) => Promise<void>;
  readonly close: () => void;
};

/** Puts the parts of the plain mode together. */
export function createSession({core, terminal, clock, saveFile, quit}: SessionOptions): Session {
  let settings = defaultSettings;
  let isLeaving = false;
  const people = createAcquaintances();
  const time = createSpokenTime({now: clock.now, format: () => settings.time});
  const narrator = createNarrator({people, time, now: clock.now, tellsOwn: !terminal.isTerminal});
  const editor = createLineEditor({
    ...terminal,
    clock,
    complete: typed => completions(typed, people),
    interrupted,
  });
  const reader = createReader({core, people, narrator, say: editor.say, failed: tellError});
  const news = createDeliveryNews({
    clock,
    peer: people.peer,
    say: sentence => editor.say(time(clock.now(), [sentence])),
  });
  const view: View = {
    current: reader.current,
    open(conversation) {
      reader.open(conversation);
      showPrompt();
    },
    clear() {},
    quit,
    notice: text => editor.say(spokenNotice(text)),
    ...(terminal.isTerminal ? {askSecret: editor.askSecret} : {}),
  };

  function hear(event: CoreEvent): void {
    if (event.type === 'ready' || event.type === 'settings-changed') {
      settings = event.type === 'ready' ? event.snapshot.settings : event.settings;
    }
    people.note(event);
    news.note(event);
    reader.hear(event);
    showPrompt();
  }

  async function run(line: string): Promise<void> {
    isLeaving = false;
    try {
      await runLine(line, {core, view, saveFile});
    } catch (error) {
      tellError(error);
    }
  }

  function interrupted(): void {
    if (isLeaving) {
      quit();
    } else {
      isLeaving = true;
      editor.say([safe`Press Control C again to quit.`]);
    }
  }

  /** Says where text goes. */
  function showPrompt(): void {
    const current = reader.current();
    editor.setPrompt(current === null ? safe`` : safe`to ${people.name(current)}: `);
  }

  function tellError(error: unknown): void {
    editor.say([safe`Error: ${safeText(toPlainError(error).message)}`]);
  }

  return {
    editor,
    hear,
    run,
    close() {
      news.close();
      editor.close();
    },
  };
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
