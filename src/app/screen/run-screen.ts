import {createScreenModel} from '../../../components/app/model.ts';
import {showsLastWords} from '../../../components/base/layout.ts';
import {endSecret, LOCK} from '../../../components/dialogs/secrets.ts';
import {COMPOSE} from '../../../components/input/compose.ts';
import {hearOfInvite} from '../../../components/pages/invite/invite-mode.ts';
import {createHeldDeletions} from '../../client/held-deletions.ts';
import {toPlainError} from '../../lib/errors.ts';
import type {Settings} from '../../lib/settings.ts';
import {type SafeText, safeText} from '../../lib/text/safe-text.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {showAnswer} from '../../store/answers.ts';
import {createEventFeed} from '../../store/feed.ts';
import {createHistory} from '../../store/history.ts';
import {followReading} from '../../store/reading.ts';
import {createSearch} from '../../store/search.ts';
import {createAppStore} from '../../store/store.ts';
import {outputForm} from '../../terminal/charset.ts';
import {createTerminalInput, escapeDelayIn} from '../../terminal/input.ts';
import {limitOutput} from '../ascii-output.ts';
import {type CrashLog, createDrawFailureLog} from '../crash-log.ts';
import type {ScreenCore} from '../daemon/steady-core.ts';
import {checkTerminal, terminalLook} from '../doctor/terminal-check.ts';
import {createActions} from './actions.ts';
import {followAttention} from './attention.ts';
import {followBackground, terminalFacts} from './background.ts';
import {checkKeys} from './check-keys.ts';
import {createClipboard} from './clipboard.ts';
import {followDrafts} from './drafts.ts';
import {editOutside} from './external-editor.ts';
import {openFirstConversation} from './first-conversation.ts';
import {followFocus} from './focus.ts';
import {followCore} from './follow-core.ts';
import {followHints} from './hints.ts';
import {followLastWords} from './last-words.ts';
import {leaveScreen} from './leave-screen.ts';
import {type Mounted, mount, type ScreenStreams} from './mount.tsx';
import {createNotifier, notificationSequence} from './notifications.ts';
import {createLinkOpener} from './open-link.ts';
import {watchOutput} from './output.ts';
import {createPageOpeners} from './page-openers.ts';
import {pathsLike} from './paths.ts';
import {showState} from './show-state.ts';
import {listenForEnd} from './shutdown.ts';
import {createSuspension} from './suspend.ts';
import {createSystemNotifier} from './system-notifier.ts';
import {createTerminal} from './terminal.ts';
import {ensureSize} from './terminal-size.ts';
import {createThemes} from './themes.ts';
import {followTyping} from './typing.ts';
import {sightOf} from './visibility.ts';

/** NO_COLOR, TERM and COLORFGBG choose the theme, COLORTERM tells how many colours there are. */
type Environment = {
  readonly NO_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
  readonly COLORTERM?: string | undefined;
  readonly COLORFGBG?: string | undefined;
  /** The size of a terminal that does not know its own. */
  readonly COLUMNS?: string | undefined;
  readonly LINES?: string | undefined;
  /** The locale tells whether the terminal reads UTF-8. */
  readonly LC_ALL?: string | undefined;
  readonly LC_CTYPE?: string | undefined;
  readonly LANG?: string | undefined;
  /** These tell that the keyboard is far away. */
  readonly SSH_CONNECTION?: string | undefined;
  readonly SSH_TTY?: string | undefined;
};

export type ScreenOptions = {
  /** The core, or a promise of one: the first frame does not wait for it. */
  readonly core: ScreenCore | Promise<ScreenCore>;
  /** The core goes on without this screen. */
  readonly detaches?: boolean;
  readonly clock: Clock;
  readonly version: string;
  /** Where a crash is written down; null for nowhere. */
  readonly logFile: string | null;
  readonly environment: Environment;
  /** Where theme files are; null for nowhere. */
  readonly profile?: string | null;
  /** What is set, as far as it is known before the core is there. */
  readonly settings?: Settings;
  /** What there is to say about how natter was started. */
  readonly notice?: SafeText | null;
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
  const core = Promise.resolve(options.core);
  const store = createAppStore();
  store.change(state => ({...state, settings: options.settings ?? state.settings}));
  const feed = createEventFeed(store, clock);
  const screenName = `${process.pid}.${clock.now()}`;
  ensureSize(streams.stdout, options.environment);
  const form = () => outputForm(store.getState().settings.marks, options.environment);
  for (const stream of [streams.stdout, streams.stderr]) {
    limitOutput(stream, form);
  }
  const terminal = createTerminal(streams);
  const crashLog: CrashLog = {file: options.logFile, version: options.version, now: clock.now};
  const ending = listenForEnd(terminal, streams);

  const failed = (error: unknown) => {
    const {message} = toPlainError(error);
    store.change(state => showAnswer(state, 'error', safeText(message), clock.now()));
  };
  const history = createHistory({core, store, flush: feed.flush, failed});
  const search = createSearch({core, store, failed});
  let terminalNow = terminalFacts(options.environment);
  const themes = createThemes({
    profile: options.profile ?? null,
    environment: options.environment,
    facts: () => terminalNow,
    failed,
  });
  const copy = createClipboard({
    platform: process.platform,
    environment: options.environment,
    offer: text => terminal.copy(text),
  });
  const deletions = createHeldDeletions({
    clock,
    remove: ({conversation, id}) =>
      core
        .then(ready => ready.perform({type: 'delete', conversation, entry: id}))
        .catch(failed)
        .finally(feed.flush), // the message is not shown again before it goes
    onChange: held => store.change(state => ({...state, deleting: new Set(held.map(({id}) => id))})),
  });
  let sending: Promise<unknown> = Promise.resolve();
  const model = createScreenModel({
    store,
    clock,
    onDrawFailure: createDrawFailureLog(crashLog),
    whenShown: () => output.isShown(),
    isAscii: () => form() === 'ascii',
    hasLinks: knowsLinks(options.environment),
    theme: terminalNow.auto,
    background: terminalNow.background,
    themes,
    paths: typed => pathsLike(typed),
    actions: bar =>
      createActions({
        ...{core, store, history, bar},
        ...{clock, flush: feed.flush},
        sent(answered) {
          sending = Promise.allSettled([sending, answered]).then(() => {});
        },
        copy: text => copy(safeText(text)),
        openLink: (target, instead) =>
          createLinkOpener({platform: process.platform, isRemote: isRemote(options.environment), instead})(
            target,
          ),
        search,
        deletions,
        pages: createPageOpeners({
          ...{model: () => model, clock, themes},
          lookAtTerminal: () => checkTerminal(terminalLook(streams, options.environment)),
        }),
        askForParts: overLong => model.askForParts(overLong),
        answered: () => endSecret(model.modes),
        editOutside: text =>
          editOutside(text, {
            platform: process.platform,
            environment: process.env,
            lend: suspension.lendTo,
          }),
        redraw: () => mounted.redraw(),
        suspend: () => suspension.suspend(),
        quit(whose) {
          if (whose === 'all') {
            deletions
              .settle()
              .then(() => core)
              .then(shared => shared.end?.())
              .catch(() => {}); // it is gone already
          }
          ending.end({type: 'quit'});
        },
        ...(options.detaches ? {detach: () => ending.end({type: 'quit'})} : {}),
      }),
  });

  const input = createTerminalInput({
    ...{stdin: streams.stdin, clock, hasTypedAhead: true},
    escapeDelay: escapeDelayIn(options.environment),
  });
  const focus = followFocus(input, clock);
  const mounted: Mounted = mount({model, streams, terminal, input});
  followBackground({
    ...{environment: options.environment, input, ask: terminal.askBackground},
    onChange(facts) {
      terminalNow = facts;
      model.setTerminal(facts);
    },
  });
  const output = watchOutput({input, clock, ask: terminal.askStatus});
  model.bar.subscribe(() => feed.typing(model.bar.getState().editor.text !== '')); // after its echo
  const suspension = createSuspension({
    platform: process.platform,
    terminal,
    lend: mounted.lend,
    input,
    whenQuiet: output.whenQuiet,
    resumed() {
      terminal.takeBack();
      mounted.redraw();
    },
    failed,
  });
  mounted.exited.catch(error => ending.end({type: 'crash', error}));

  const drafts = followDrafts({
    ...{core, store, clock, bar: model.bar},
    isEditing: () => model.modes.stateOf(COMPOSE)?.kind === 'edit',
    sending: () => sending,
    screen: screenName,
  });
  if ((options.firstLines ?? []).length === 0) {
    openFirstConversation({store, isIdle: model.isIdle, open: model.actions.open});
  }
  const readLastWords = followLastWords({
    ...{core, store},
    areShown: () => showsLastWords(streams.stdout.columns, store.getState().settings.sidebar),
  });
  streams.stdout.on('resize', readLastWords);
  const attention = followAttention({core, screen: screenName, input});
  followTyping({core, store, bar: model.bar, clock});
  const notifier = createNotifier({
    ...{store, clock, bell: terminal.bell},
    isAway: () => focus.isAway() && attention.isHere(), // else somebody is at another screen, or was last
    hidesText: () => model.modes.stateOf(LOCK) !== null,
    toTerminal: (form, notification) => terminal.signal(notificationSequence(form, notification)),
    toSystem: createSystemNotifier({platform: process.platform, failed, instead: terminal.bell}),
  });
  const hints = followHints({core, model});
  checkKeys(store, clock.now);
  const endReading = followReading({
    core,
    store,
    clock,
    failed,
    sight: sightOf(model, focus, output.isTaken),
  });
  showState({store, modes: model.modes, terminal, redraw: mounted.redraw});
  store.subscribe(state => {
    if (state.phase === 'stopped') {
      ending.end({type: 'core-stopped', error: state.failure});
    }
  });
  followCore({
    ...{core, store, feed, history, drafts, failed},
    listeners: [
      attention.hear,
      notifier.hear,
      hints.hear,
      drafts.hear,
      events => hearOfInvite(model.modes, events),
    ],
    onGone: error => ending.end({type: 'core-stopped', error}),
  });
  const {notice} = options;
  if (notice) {
    store.change(state => showAnswer(state, 'notice', notice, clock.now()));
  }
  for (const line of options.firstLines ?? []) {
    model.actions.submit(line, {mayOpen: model.isIdle, asks() {}}).catch(failed);
  }

  const end = await ending.promise;
  let kept = Promise.resolve();
  return await leaveScreen(end, {
    ...{core, terminal, crashLog},
    steps: [
      suspension.close,
      () => {
        kept = drafts.close();
      },
      feed.close,
      endReading, // what is on the screen from now on is nobody's
    ],
    isDrawn: output.whenQuiet,
    lastSteps: [output.close, mounted.unmount, focus.close, attention.close],
    settled: () => Promise.all([kept, deletions.settle()]),
    close: ending.close,
  });
}

/** Terminals that print what they do not know instead of leaving it out. */
const WITHOUT_LINKS = /^(?:|dumb|linux|vt\d+|ansi|cons25|sun)$/;

function knowsLinks({TERM = ''}: Environment): boolean {
  return !WITHOUT_LINKS.test(TERM);
}

function isRemote({SSH_CONNECTION = '', SSH_TTY = ''}: Environment): boolean {
  return SSH_CONNECTION !== '' || SSH_TTY !== '';
}
