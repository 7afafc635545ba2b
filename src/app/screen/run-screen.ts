import {createScreenModel} from '../../../components/model.ts';
import {themeFor} from '../../../components/theme.ts';
import type {Core} from '../../core/api.ts';
import type {Clock} from '../../lib/clock.ts';
import {NatterError, toPlainError} from '../../lib/errors.ts';
import {safe, safeText} from '../../lib/safe-text.ts';
import {createEventFeed} from '../../store/feed.ts';
import {createHistory} from '../../store/history.ts';
import {followReading} from '../../store/reading.ts';
import type {AppState} from '../../store/state.ts';
import {createAppStore} from '../../store/store.ts';
import {showNotice} from '../../store/view.ts';
import {createActions} from './actions.ts';
import {reportCrash} from './crash.ts';
import {followDrafts} from './drafts.ts';
import {type Ending, listenForEnd} from './ending.ts';
import {type Mounted, mount, type ScreenStreams} from './mount.tsx';
import {createSuspension} from './suspend.ts';
import {createTerminal} from './terminal.ts';

/** How long the core may take to say bye. Milliseconds. */
const STOP_PATIENCE = 3000;
const CRASHED = 1;

export type ScreenOptions = {
  /**
   * The core, or a promise of one: the first frame does not wait for it. A function is called once the first
   * frame is out, so that starting a thread does not delay it either.
   */
  readonly core: Core | Promise<Core> | (() => Core);
  readonly clock: Clock;
  readonly version: string;
  /** Where a crash is written down; null for nowhere. */
  readonly logFile: string | null;
  /** NO_COLOR and TERM are looked at. */
  readonly environment: {readonly NO_COLOR?: string | undefined; readonly TERM?: string | undefined};
  /** Lines that are run at the start as if they had been typed, such as `/connect host:port`. */
  readonly firstLines?: readonly string[];
  /** The terminal; that of the process if absent. */
  readonly streams?: ScreenStreams;
};

/**
 * Runs the full screen until the user quits, a signal ends it, or something breaks; then puts the terminal
 * back and stops the core. Returns the exit code: 0, 1 after a crash, 128 + n after signal n. Throws the
 * `NatterError` of a core that could not start or go on.
 */
export async function runScreen(options: ScreenOptions): Promise<number> {
  const {clock, streams = process} = options;
  const core = whenDrawn(options.core);
  const store = createAppStore();
  const feed = createEventFeed(store, clock);
  const terminal = createTerminal(streams);
  const ending = listenForEnd(terminal);

  const failed = (error: unknown) => {
    const {message} = toPlainError(error);
    store.change(state => showNotice(state, 'error', safeText(message), clock.now()));
  };
  const history = createHistory({core, store, flush: feed.flush, failed});
  const model = createScreenModel({
    store,
    clock,
    theme: themeFor(options.environment),
    actions: bar =>
      createActions({
        ...{core, store, history, bar},
        now: clock.now,
        copy: text => terminal.copy(safeText(text)),
        redraw: () => mounted.redraw(),
        suspend: () => suspension.suspend(),
        quit: () => ending.end({type: 'quit'}),
      }),
  });

  const mounted: Mounted = mount(model, streams, terminal);
  const suspension = createSuspension({
    terminal,
    lend: mounted.lend,
    resumed() {
      streams.stdin.setRawMode(false); // whoever stopped us may have left other modes
      streams.stdin.setRawMode(true);
      mounted.redraw();
    },
    failed,
  });
  mounted.exited.catch(error => ending.end({type: 'crash', error}));

  followDrafts(store, model.bar);
  followReading({core, store, clock, failed});
  showTitle(0);
  store.subscribe((state, before) => {
    if (state.conversations !== before.conversations && countAll(state) !== countAll(before)) {
      showTitle(countAll(state));
    }
    if (state.phase === 'stopped') {
      ending.end({type: 'core-stopped', error: state.failure});
    }
  });
  listenToCore();
  for (const line of options.firstLines ?? []) {
    model.actions.submit(line);
  }

  const end = await ending.promise;
  suspension.close();
  feed.close();
  mounted.unmount();
  const code = tell(end);
  await stopCore();
  ending.close();
  return code();

  function listenToCore(): void {
    core
      .then(async ready => {
        ready.subscribe(feed.push);
        const snapshot = await ready.query({type: 'snapshot'});
        feed.flush();
        if (store.getState().phase === 'starting' && snapshot.self.listening !== null) {
          feed.push([{type: 'ready', snapshot}]); // it was ready before we listened
        }
      })
      .catch(error => ending.end({type: 'core-stopped', error: toPlainError(error)}));
  }

  function showTitle(unread: number): void {
    terminal.title(unread === 0 ? safe`natter` : safe`(${unread}) natter`);
  }

  /** Says what there is to say, now that the normal screen is back; the exit code comes after the core's end. */
  function tell(end: Ending): () => number {
    switch (end.type) {
      case 'quit':
        return () => 0;
      case 'signal':
        return () => end.code;
      case 'crash':
        terminal.say(
          reportCrash(end.error, {file: options.logFile, version: options.version, now: clock.now}),
        );
        return () => CRASHED;
      case 'core-stopped':
        return () => {
          if (end.error !== null) {
            throw new NatterError(end.error.code, end.error.message);
          }
          return 0;
        };
    }
  }

  async function stopCore(): Promise<void> {
    const stopped = core.then(ready => ready.stop()).catch(() => {});
    await Promise.race([stopped, new Promise(resolve => setTimeout(resolve, STOP_PATIENCE).unref())]);
  }
}

/** The first frame is drawn within this turn of the event loop. */
function whenDrawn(core: ScreenOptions['core']): Promise<Core> {
  return typeof core === 'function'
    ? new Promise<void>(resolve => setImmediate(resolve)).then(core)
    : Promise.resolve(core);
}

function countAll({conversations}: AppState): number {
  return [...conversations.values()].reduce((sum, {unread}) => sum + unread, 0);
}
