import type {Readable, Writable} from 'node:stream';
import {createClient} from '../client/client.ts';
import {effectOf} from '../commands/engine/redirects.ts';
import {conversationNamed} from '../commands/engine/rooms.ts';
import {runLine} from '../commands/engine/run-line.ts';
import type {UserFiles, View} from '../commands/engine/types.ts';
import {commands} from '../commands/registry.ts';
import type {LocalCore} from '../core/core.ts';
import {toPlainError} from '../lib/errors.ts';
import type {JsonEvent} from '../scripting/json-answers.ts';
import {eventLines, hitLine, messageLine} from '../scripting/json-events.ts';
import {createLineView, type OpenConversation} from '../scripting/line-view.ts';
import {createCauses} from './causes.ts';
import {type InputCommand, type Ref, readInput, refOf} from './input-commands.ts';
import {linesOf} from './input-lines.ts';
import {openPrintedCursor} from './printed-cursor.ts';
import {runLines} from './run-lines.ts';
import {outputFailed} from './standard-output.ts';
import {followDelivery} from './undelivered.ts';

/** The reference of `--connect`, which stands before the first line. */
const BEFORE_INPUT = 0;

export type HeadlessOptions = {
  /** Not started yet. */
  readonly core: LocalCore;
  readonly input: Readable;
  readonly output: Writable;
  /** Run before those that come in. */
  readonly firstLines: readonly string[];
  readonly files: UserFiles;
  /** Resolves when the process is asked to end from outside. */
  readonly interrupted: Promise<void>;
  /** How long the end of input waits for messages to be delivered, milliseconds. */
  readonly wait: number;
  /** Called when it has begun to end. */
  readonly onEnding?: () => void;
};

/**
 * Runs natter without a screen: slash commands, text and JSON commands come in, one JSON object per line goes out.
 * Returns once the input ended and what it said was delivered, `/quit` was said or the process was asked to end, and
 * everything is closed in order. False means that a line failed, or that something is not delivered. Throws
 * `OUTPUT_FAILED` if events cannot be printed.
 */
export async function runHeadless(options: HeadlessOptions): Promise<boolean> {
  const {core} = options;
  const client = createClient();
  const causes = createCauses();
  const delivery = followDelivery();
  const quit = Promise.withResolvers<void>();
  const opened: OpenConversation = {current: null};
  let outputError: Error | null = null;
  let over = false;
  let isInterrupted = false;
  let failed = false;
  let printing: JsonEvent[] = [];
  /** The last row of what is printed next. */
  let row = 0;
  const cursor = await openPrintedCursor(core);

  options.output.on('error', error => {
    outputError ??= error;
    quit.resolve();
  });
  core.subscribe(events => {
    for (const event of events) {
      delivery.hear(event);
      if (event.type === 'stopped') {
        failed ||= event.error !== null;
        quit.resolve(); // somebody else may have ended it
      }
      if (event.type === 'entries-added') {
        row = Math.max(row, ...event.entries.map(entry => entry.order[2]));
      }
      print(...eventLines(client.hear(event)));
    }
  });

  void options.interrupted.then(() => {
    isInterrupted = true;
    quit.resolve();
  });
  await core.start();
  await Promise.race([printMissed(), quit.promise]);
  void readLines()
    .catch(error => {
      failed = true;
      print({event: 'error', ...toPlainError(error)});
    })
    .finally(() => quit.resolve());
  await quit.promise;
  over = true;
  options.input.destroy(); // after `/quit` the reader may be in the middle of a line that never ends
  options.onEnding?.();
  const undelivered = delivery.ids();
  if (undelivered.length > 0) {
    print({event: 'undelivered', ids: undelivered});
  }
  await core.stop();
  flush();
  await written();
  if (outputError !== null) {
    throw outputFailed(outputError);
  }
  return isInterrupted || (!failed && undelivered.length === 0);

  /** Tells of what a run that was killed had received, but not printed. */
  async function printMissed(): Promise<void> {
    for await (const entries of cursor.missed()) {
      if (entries.length > 0) {
        row = Math.max(row, ...entries.map(entry => entry.order[2]));
        print(...entries.map(entry => messageLine(entry, client.state())));
        flush();
        await written();
      }
    }
  }

  async function readLines(): Promise<void> {
    for (const line of options.firstLines) {
      await run(line, BEFORE_INPUT);
    }
    await runLines(
      linesOf(options.input, () => over),
      line => line,
      (line, number) => run(line, refOf(line, number)),
    );
    await Promise.race([delivery.none(), quit.promise, after(options.wait)]);
  }

  async function run(line: string, ref: Ref): Promise<void> {
    let command: InputCommand | null = null;
    try {
      command = readInput(line);
      const context = {
        core: causes.seenFrom(delivery.counting(core), ref),
        view: viewFor(ref),
        files: options.files,
      };
      if (command.type === 'send') {
        const {id: conversation} = await conversationNamed(core, command.to);
        const {text} = command;
        await context.core.perform({type: 'say', conversation, kind: 'text', text});
      } else {
        await runLine(command.line, context);
      }
    } catch (error) {
      failed = true;
      if (command?.type === 'line' && effectOf(command.line, commands) === 'redirect') {
        opened.current = null; // what follows was meant for somebody else than before
      }
      print({event: 'error', ...toPlainError(error), ref});
    } finally {
      setImmediate(causes.settle);
    }
  }

  function viewFor(ref: Ref): View {
    const printCaused = (...events: readonly JsonEvent[]) => print(...events.map(event => ({...event, ref})));
    return createLineView({
      ...{core, opened, print: printCaused},
      hit: entry => hitLine(entry, client.state()),
      quit: () => quit.resolve(),
    });
  }

  /** What is printed waits for the end of the turn, when it is known which line it comes of. */
  function print(...events: readonly JsonEvent[]): void {
    if (printing.length === 0 && events.length > 0) {
      setImmediate(flush);
    }
    printing.push(...events);
  }

  function flush(): void {
    const events = printing.map(causes.withRef);
    const upTo = row;
    printing = [];
    causes.settle();
    if (outputError === null && events.length > 0) {
      options.output.write(events.map(event => `${JSON.stringify(event)}\n`).join(''), error => {
        if (error == null) {
          cursor.printed(upTo);
        }
      });
    }
  }

  /** An output that fails says so only when it was to take something. */
  function written(): Promise<void> {
    return new Promise(resolve => {
      if (outputError !== null || options.output.destroyed) {
        resolve();
      } else {
        options.output.once('error', () => resolve());
        options.output.write('', () => resolve());
      }
    });
  }
}

/** Nothing is kept from ending by it. */
function after(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds).unref();
  });
}
