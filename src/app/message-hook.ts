import {spawn as spawnProcess} from 'node:child_process';
import {createClient} from '../client/client.ts';
import {isWanted, whoIs} from '../client/facts.ts';
import type {CoreEvent, EntryView} from '../core/api/api.ts';
import {NatterError} from '../lib/errors.ts';
import {type SafeText, safeLine} from '../lib/text/safe-text.ts';
import {shorten} from '../lib/text/shorten.ts';
import {splitWords} from '../lib/text/split-words.ts';
import {appTexts} from '../lib/texts/app.ts';
import type {Cancel} from '../lib/time/clock.ts';
import {codeOf} from '../net/transport/socket-errors.ts';

/** A program that takes longer is ended, milliseconds. */
const PATIENCE = 10_000;
/** So many messages wait for the program; what comes beyond them is left out. */
const MOST_WAITING = 64;
/** Graphemes of a program's name in an error. */
const MAX_NAME = 60;

export type MessageHookOptions = {
  readonly core: {readonly subscribe: (listener: (events: readonly CoreEvent[]) => void) => Cancel};
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The program could not be started (`HOOK_FAILED`): told once, until it starts again or another one is set. */
  readonly failed: (error: NatterError) => void;
  readonly spawn?: typeof spawnProcess;
};

type Call = {
  /** The setting that it follows. */
  readonly line: string;
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
export function followMessages({core, environment, failed, spawn}: MessageHookOptions): Cancel {
  const client = createClient();
  const waiting: Call[] = [];
  let isRunning = false;
  /** The setting whose program could not be started last time. */
  let broken: string | null = null;

  function hear(events: readonly CoreEvent[]): void {
    for (const event of events) {
      client.hear(event);
      if (event.type === 'entries-added') {
        event.entries.filter(entry => isWanted(client.state(), entry)).forEach(take);
      }
    }
  }

  function take(entry: EntryView): void {
    const line = client.state().settings['on-message'];
    const [program, ...args] = line === 'off' ? [] : (splitWords(line) ?? []);
    if (program !== undefined && !entry.outgoing && !entry.deleted && waiting.length < MOST_WAITING) {
      const env = {...withoutOurs(environment), ...about(entry)};
      waiting.push({line, program, args, input: entry.text, env});
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
    start(call, () => {
      isRunning = false;
      runNext();
    });
  }

  function start({line, program, args, input, env}: Call, onEnd: () => void): void {
    try {
      const child = (spawn ?? spawnProcess)(program, [...args], {
        stdio: ['pipe', 'ignore', 'ignore'],
        env,
        timeout: PATIENCE,
      });
      const end = () => {
        child.removeAllListeners();
        child.on('error', () => {}); // nobody waits for it any more
        onEnd();
      };
      child.once('spawn', () => {
        broken = null;
      });
      child.once('error', error => {
        tellOnce(line, program, error);
        end();
      });
      child.once('exit', end);
      child.stdin?.on('error', () => {}); // it need not read what it is given
      child.stdin?.end(input);
    } catch (error) {
      tellOnce(line, program, error); // some systems' errors are thrown instead
      onEnd();
    }
  }

  function tellOnce(line: string, program: string, error: unknown): void {
    if (broken !== line) {
      broken = line;
      const name = shorten(safeLine(program), MAX_NAME);
      failed(new NatterError('HOOK_FAILED', appTexts.hook.notStarted(name, whyNot(error)), {cause: error}));
    }
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

function whyNot(error: unknown): SafeText {
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return appTexts.hook.missing;
    case 'EACCES':
    case 'EPERM':
      return appTexts.hook.notAllowed;
    default:
      return safeLine(code);
  }
}
