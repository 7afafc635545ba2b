import type {Readable, Writable} from 'node:stream';
import {findHits} from '../commands/engine/find-hits.ts';
import {runLine} from '../commands/engine/run-line.ts';
import type {SaveFile, View} from '../commands/engine/types.ts';
import type {Address, ConversationId} from '../core/api/api.ts';
import type {LocalCore} from '../core/core.ts';
import {formatAddress} from '../lib/address.ts';
import {toPlainError} from '../lib/errors.ts';
import {linesOf} from './input-lines.ts';
import {createJsonEvents, type JsonEvent} from './json-events.ts';
import {runLines} from './run-lines.ts';

/** A search prints at most so many messages, the newest first. */
const MAX_HITS = 50;

export type HeadlessOptions = {
  /** Not started yet. */
  readonly core: LocalCore;
  readonly input: Readable;
  readonly output: Writable;
  readonly connect: Address | undefined;
  readonly saveFile: SaveFile;
  /** Resolves when the process is asked to end from outside. */
  readonly interrupted: Promise<void>;
};

/**
 * Runs natter without a screen: slash commands and text come in, one JSON object per line goes out. Returns
 * once the input ended, `/quit` was said or the process was asked to end, and everything is closed in order.
 */
export async function runHeadless(options: HeadlessOptions): Promise<void> {
  const {core} = options;
  const json = createJsonEvents();
  const quit = Promise.withResolvers<void>();
  let current: ConversationId | null = null;
  let closed = false;
  let over = false;

  options.output.on('error', () => {
    closed = true; // whoever read our output is gone
    quit.resolve();
  });
  core.subscribe(events => {
    const lines = events.flatMap(json.map);
    if (lines.length > 0) {
      print(...lines);
    }
  });

  const view: View = {
    current: () => current,
    open(conversation) {
      current = conversation;
    },
    clear() {},
    quit: quit.resolve,
    notice: text => print({event: 'notice', text}),
    async search(wanted) {
      const {hits, more} = await findHits(core, wanted, MAX_HITS);
      print(...hits.map(json.hit), {event: 'searched', count: hits.length, more});
    },
  };

  await core.start();
  const read = readLines().finally(() => quit.resolve());
  void options.interrupted.then(quit.resolve);
  await quit.promise;
  over = true;
  await Promise.race([read, options.interrupted, closedInput()]);
  await core.stop();

  async function readLines(): Promise<void> {
    if (options.connect !== undefined) {
      await run(`/connect ${formatAddress(options.connect)}`);
    }
    await runLines(
      linesOf(options.input, () => over),
      run,
    );
  }

  async function run(line: string): Promise<void> {
    try {
      await runLine(line, {core, view, saveFile: options.saveFile});
    } catch (error) {
      print({event: 'error', ...toPlainError(error)});
    }
  }

  /** After `/quit` the reader may be in the middle of a line that never ends. */
  function closedInput(): Promise<void> {
    options.input.destroy();
    return Promise.resolve();
  }

  function print(...events: readonly JsonEvent[]): void {
    if (!closed) {
      options.output.write(events.map(event => `${JSON.stringify(event)}\n`).join(''));
    }
  }
}
