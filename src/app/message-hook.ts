import {spawn as spawnProcess} from 'node:child_process';
import {createClient} from '../client/client.ts';
import {isMuted, whoIs} from '../client/facts.ts';
import type {CoreEvent, EntryView} from '../core/api/api.ts';
import {splitWords} from '../lib/text/split-words.ts';
import type {Cancel} from '../lib/time/clock.ts';

/** A program that takes longer is ended, milliseconds. */
const PATIENCE = 10_000;
/** So many messages wait for the program; what comes beyond them is left out. */
const MOST_WAITING = 64;

export type MessageHookOptions = {
  readonly core: {readonly subscribe: (listener: (events: readonly CoreEvent[]) => void) => Cancel};
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly spawn?: typeof spawnProcess;
};

type Call = {
  readonly program: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly env: Environment;
};
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Runs the program of the setting `on-message` for each message of others that comes, one after the other, while one is
 * set. Its text goes to standard input and the rest into variables: no shell and no argument ever has a byte of it.
 */
export function followMessages({core, environment, spawn = spawnProcess}: MessageHookOptions): Cancel {
  const client = createClient();
  const waiting: Call[] = [];
  let isRunning = false;

  function hear(events: readonly CoreEvent[]): void {
    for (const event of events) {
      client.hear(event);
      if (event.type === 'entries-added' && !isMuted(client.state(), event.conversation)) {
        for (const entry of event.entries) {
          take(entry);
        }
      }
    }
  }

  function take(entry: EntryView): void {
    const line = client.state().settings['on-message'];
    const [program, ...args] = line === 'off' ? [] : (splitWords(line) ?? []);
    if (program !== undefined && !entry.outgoing && !entry.deleted && waiting.length < MOST_WAITING) {
      waiting.push({program, args, input: entry.text, env: {...withoutOurs(environment), ...about(entry)}});
      runNext();
    }
  }

  function about(entry: EntryView): Environment {
    const {id, name} = whoIs(client.state(), entry.author);
    return {
      NATTER_EVENT: 'message',
      NATTER_FROM: name,
      NATTER_FROM_ID: id,
      NATTER_CONVERSATION: entry.conversation,
      NATTER_MESSAGE: entry.id,
      NATTER_KIND: entry.kind,
    };
  }

  function runNext(): void {
    const call = isRunning ? undefined : waiting.shift();
    if (call === undefined) {
      return;
    }
    isRunning = true;
    const {program, args, input, env} = call;
    const child = spawn(program, [...args], {stdio: ['pipe', 'ignore', 'ignore'], env, timeout: PATIENCE});
    const ended = () => {
      child.removeAllListeners();
      child.on('error', () => {}); // nobody waits for it any more
      isRunning = false;
      runNext();
    };
    child.once('error', ended); // there is no such program
    child.once('exit', ended);
    child.stdin?.on('error', () => {}); // it need not read what it is given
    child.stdin?.end(input);
  }

  const unsubscribe = core.subscribe(hear);
  return () => {
    waiting.length = 0;
    unsubscribe();
  };
}

/** What natter is told by variables is nobody else's business, such as where a passphrase is. */
function withoutOurs(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('NATTER_')));
}
