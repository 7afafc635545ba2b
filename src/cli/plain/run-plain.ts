import type {Readable, Writable} from 'node:stream';
import type {Client} from '../../client/client.ts';
import type {UserFiles} from '../../commands/engine/types.ts';
import type {CoreEvent} from '../../core/api/api.ts';
import type {LocalCore} from '../../core/core.ts';
import {fromPlainError, NatterError, toPlainError} from '../../lib/errors.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {runLines} from '../run-lines.ts';
import {askName} from './ask-name.ts';
import {createSession, type Session} from './session.ts';

/** Where it runs. */
export type PlainTerminal = {
  readonly input: Readable;
  readonly output: Writable;
  /** Both are a terminal, at which somebody types. */
  readonly isTerminal: boolean;
  /** The terminal cannot move its cursor. */
  readonly isDumb: boolean;
  /** How long an Escape may be the beginning of a sequence, milliseconds. */
  readonly escapeDelay: number;
};

export type PlainOptions = {
  /** Not started yet. */
  readonly core: LocalCore;
  /** Has heard nothing yet: it is told here what happens. */
  readonly client: Client;
  readonly terminal: PlainTerminal;
  readonly clock: Clock;
  /** Run before those that are typed. */
  readonly firstLines: readonly string[];
  readonly files: UserFiles;
  /** Resolves when the process is asked to end from outside. */
  readonly interrupted: Promise<void>;
  /** Called when it has begun to end. */
  readonly onEnding?: () => void;
};

/**
 * Runs natter as lines that are only ever added, for screen readers and terminals that cannot draw. Every event is a
 * sentence. Returns once the input ended, `/quit` was said, Ctrl-C was pressed twice or the process was asked to
 * end, and everything is closed in order. Rejects with a `NatterError` if the core cannot start or go on.
 */
export async function runPlain(options: PlainOptions): Promise<void> {
  const {core, terminal} = options;
  const ended = Promise.withResolvers<NatterError | null>();
  const quit = () => ended.resolve(null);
  const session = createSession({...options, quit});
  const unsubscribe = core.subscribe(events => {
    for (const event of events) {
      session.hear(event);
      noteEnd(event, ended.resolve);
    }
  });
  try {
    await core.start();
  } catch (error) {
    session.close();
    throw error;
  }
  void options.interrupted.then(quit);
  const read = readLines(session, options).then(quit, error => ended.resolve(asNatterError(error)));
  const failure = await ended.promise;
  options.onEnding?.();
  unsubscribe(); // that everybody goes offline now is no news
  await session.settle();
  session.close();
  await Promise.race([read, options.interrupted, closeInput(terminal.input)]);
  await core.stop();
  if (failure !== null) {
    throw failure;
  }
}

function noteEnd(event: CoreEvent, ended: (failure: NatterError | null) => void): void {
  if (event.type === 'stopped') {
    ended(event.error === null ? null : fromPlainError(event.error));
  }
}

/** Asks for a name if there is none, then runs lines until there are no more. */
async function readLines({editor, enter, run}: Session, {core, firstLines}: PlainOptions): Promise<void> {
  const {self} = await core.query({type: 'snapshot'});
  const unasked = self.named ? null : await askName({core, editor, self});
  for (const line of firstLines) {
    await run(enter(line));
  }
  if (unasked !== null) {
    await run(unasked);
  }
  await runLines(editor.lines, ({text}) => text, run);
}

/** After the end the reader may be in the middle of a line that never ends. */
function closeInput(input: Readable): Promise<void> {
  input.destroy();
  return Promise.resolve();
}

function asNatterError(error: unknown): NatterError {
  return error instanceof NatterError ? error : fromPlainError(toPlainError(error));
}
