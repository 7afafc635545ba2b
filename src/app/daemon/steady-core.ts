import type {Core, CoreEvent, NumberedEvent, PlainError} from '../../core/api/api.ts';
import {createEmitter} from '../../lib/emitter.ts';
import {NatterError, toPlainError} from '../../lib/errors.ts';
import {safe} from '../../lib/text/safe-text.ts';
import {appTexts} from '../../lib/texts/app.ts';
import type {Clock} from '../../lib/time/clock.ts';

/** A core that a screen talks to, wherever it runs. */
export type ScreenCore = Core & {
  /** Ends it for all its screens; absent where it ends with this one. */
  readonly end?: () => void;
};

/** Times at which a core that is gone is looked for again, from its end on, milliseconds. */
export const TRIES: readonly number[] = [0, 500, 1500, 4000, 10_000];

export type SteadyOptions = {
  readonly first: ScreenCore;
  /** Attaches to another one, or starts it; null if neither worked, so that it is tried again. Rejects if that is of no use. */
  readonly again: () => Promise<ScreenCore | null>;
  readonly clock: Pick<Clock, 'after'>;
};

/**
 * One core for a screen, though the process behind it may end and another take its place: the screen hears of it in
 * words, then gets everything anew. What was asked and not answered fails; what is asked meanwhile waits.
 */
export function createSteadyCore({first, again, clock}: SteadyOptions): ScreenCore {
  const emitter = createEmitter<readonly NumberedEvent[]>();
  let sequence = 0;
  let current: Promise<ScreenCore> = Promise.resolve(first);
  let known: ScreenCore = first;
  let isOver = false;

  function follow(core: ScreenCore): void {
    core.subscribe(events => {
      if (core !== known || isOver) {
        return;
      }
      const end = events.find(event => event.type === 'stopped');
      if (end?.error?.code === 'CORE_GONE') {
        current = replace(end.error);
        current.catch(() => {}); // said below, and by whatever is asked
      } else {
        sequence = events.at(-1)?.sequence ?? sequence;
        emitter.emit(events);
      }
    });
  }

  async function replace(why: PlainError): Promise<ScreenCore> {
    say(appTexts.background.restarting(why.message));
    let waited = 0;
    for (const time of TRIES) {
      await new Promise<void>(resolve => clock.after(time - waited, resolve));
      waited = time;
      const core = isOver ? null : await again().catch(giveUp);
      if (core !== null) {
        known = core;
        follow(core);
        say(appTexts.background.runsAgain);
        return core;
      }
    }
    return giveUp(new NatterError('CORE_GONE', appTexts.background.noRestart));

    function giveUp(error: unknown): never {
      isOver = true;
      const {code, message} = toPlainError(error);
      const all = safe`${why.message} ${message}`;
      tell({type: 'stopped', error: {code, message: all}});
      throw new NatterError(code, all);
    }
  }

  function say(text: ReturnType<typeof safe>): void {
    tell({type: 'notice', text, conversation: null});
  }

  function tell(event: CoreEvent): void {
    sequence += 1;
    emitter.emit([{...event, sequence}]);
  }

  follow(first);
  return {
    perform: async action => await (await current).perform(action),
    query: async query => await (await current).query(query),
    subscribe: emitter.subscribe,
    async stop() {
      isOver = true;
      await known.stop();
    },
    end() {
      known.end?.();
    },
  };
}
