import {PassThrough} from 'node:stream';
import {Text} from 'ink';
import {render} from 'ink-testing-library';
import {Providers} from '../../components/app/App.tsx';
import {createScreenModel, type ScreenModel, type Themes} from '../../components/app/model.ts';
import {Screen} from '../../components/app/Screen.tsx';
import type {ScreenActions} from '../../components/base/actions.ts';
import {colourTheme, type Role, type Style, type Theme} from '../../components/theme/theme.ts';
import type {ConversationId, CoreEvent, EntryId, EntryView} from '../../src/core/api/api.ts';
import {directWith} from '../../src/lib/conversation.ts';
import {peerKey} from '../../src/lib/ids.ts';
import {project} from '../../src/store/project.ts';
import {type AppStore, createAppStore} from '../../src/store/store.ts';
import {openConversation, startWindow, takeOlder} from '../../src/store/view.ts';
import {createTerminalInput} from '../../src/terminal/input.ts';
import {TEN_O_CLOCK} from './facts.ts';
import {settled} from './history-core.ts';
import {type ManualClock, manualClock} from './manual-clock.ts';

// Ink asks for a size before the drawn screen has one: without these it starts a process to find out, at every screen.
Object.assign(process.env, {COLUMNS: '80', LINES: '24'});

/** Text alone, so that frames can be drawn in a test. */
export const bareTheme: Theme = {
  name: 'bare',
  styles: Object.fromEntries(Object.keys(colourTheme.styles).map(role => [role, {}])) as Record<Role, Style>,
  people: [{}],
};

/** A screen that is drawn into text, and what it asked for. */
export type DrawnScreen = {
  readonly model: ScreenModel;
  readonly clock: ManualClock;
  /** What was asked of the program, such as `submit /help`. */
  readonly asked: readonly string[];
  readonly push: (...events: readonly CoreEvent[]) => Promise<void>;
  /** Opens the conversation with somebody, whose history is these entries. */
  readonly open: (key: string, ...entries: readonly EntryView[]) => Promise<void>;
  /** The same for any conversation. */
  readonly show: (conversation: ConversationId, ...entries: readonly EntryView[]) => Promise<void>;
  /** Sends bytes as a terminal does. */
  readonly type: (...reads: readonly string[]) => Promise<void>;
  /** The rows of the screen, without spaces at their ends. */
  readonly rows: () => string[];
  readonly frame: () => string;
  readonly close: () => void;
};

export type DrawOptions = {
  readonly columns?: number;
  readonly rows?: number;
  readonly theme?: Theme;
  readonly rename?: (name: string) => Promise<string | null>;
  readonly set?: (name: string, value: string) => Promise<string | null>;
  /** Whether what is composed can be sent. */
  readonly compose?: () => Promise<boolean>;
  readonly checkPassphrase?: (passphrase: string) => Promise<string | null>;
  /** The terminal takes nothing but ASCII. */
  readonly isAscii?: boolean;
  readonly hasLinks?: boolean;
  readonly themes?: Themes;
  readonly paths?: (typed: string) => readonly string[];
  readonly onDrawFailure?: (error: unknown) => void;
  /** Whether the terminal shows what is drawn; at once if absent. */
  readonly whenShown?: () => Promise<boolean>;
  /** Loads what a jump needs into the store. */
  readonly jump?: (store: AppStore, entry: EntryId) => Promise<boolean>;
};

/** Those that are drawn, and not closed. */
const drawn = new Set<DrawnScreen>();

/** After each test: closes every screen that it drew. */
export function closeScreens(): void {
  for (const screen of drawn) {
    screen.close();
  }
}

/** Draws the screen at a size. */
export async function drawScreen(options: DrawOptions = {}): Promise<DrawnScreen> {
  const {columns = 80, rows: height = 24, theme = bareTheme} = options;
  const store = createAppStore();
  const clock = manualClock(TEN_O_CLOCK);
  const asked: string[] = [];
  const drawFailures: unknown[] = [];
  const note = (what: string) => (about?: string) => {
    asked.push(about === undefined ? what : `${what} ${about}`);
  };
  const actions: ScreenActions = {
    submit(line) {
      asked.push(`submit ${line}`);
      return Promise.resolve(true);
    },
    open(conversation) {
      asked.push(`open ${conversation}`);
      store.change(state => openConversation(state, conversation));
    },
    compose({kind, entry}, text) {
      asked.push(`${kind} ${entry.id} ${text}`);
      return (options.compose ?? (() => Promise.resolve(true)))();
    },
    remove: ({id}) => asked.push(`remove ${id}`),
    undoRemoval() {
      const held = store.getState().deleting.size > 0;
      asked.push(...(held ? ['undo removal'] : []));
      return held;
    },
    react: ({id}, emoji) => asked.push(`react ${id} ${emoji}`),
    copy: note('copy'),
    openLink: note('open link'),
    showDetails: ({id}) => asked.push(`details ${id}`),
    async jump(_, entry) {
      asked.push(`jump ${entry}`);
      return (await options.jump?.(store, entry)) ?? false;
    },
    tell: note('tell'),
    checkPassphrase: options.checkPassphrase ?? (() => Promise.resolve(null)),
    rename: options.rename ?? (() => Promise.resolve(null)),
    older: note('older'),
    newer: note('newer'),
    oldest: note('oldest'),
    latest(conversation) {
      asked.push(`latest ${conversation}`);
      store.change(state => ({...state, scrolls: new Map()}));
    },
    async editOutside(text) {
      asked.push(`edit outside ${text}`);
      return `${text}, edited`;
    },
    search({text, conversation}) {
      asked.push(`search ${text}${conversation === null ? '' : ` in ${conversation}`}`);
    },
    searchMore: note('search more'),
    endSearch: note('end search'),
    set(name, value) {
      asked.push(`set ${name} ${value}`);
      return (options.set ?? (() => Promise.resolve(null)))(name, value);
    },
    redraw: note('redraw'),
    suspend: note('suspend'),
    quit: note('quit'),
  };
  const model = createScreenModel({
    ...{store, actions: () => actions, clock, theme},
    isAscii: () => options.isAscii ?? false,
    hasLinks: options.hasLinks ?? false,
    ...(options.themes === undefined ? {} : {themes: options.themes}),
    ...(options.paths === undefined ? {} : {paths: options.paths}),
    ...(options.whenShown === undefined ? {} : {whenShown: options.whenShown}),
    onDrawFailure: options.onDrawFailure ?? (error => drawFailures.push(error)),
  });

  const keyboard = new PassThrough();
  const keyClock = manualClock(0);
  const input = createTerminalInput({stdin: keyboard, clock: keyClock, escapeDelay: 50});
  input.subscribe(token => {
    if (token.type === 'key') {
      model.press(token.chord);
    } else if (token.type === 'paste') {
      model.paste(token.text, token.isCut);
    } else if (token.type === 'mouse') {
      model.mouse(token.event);
    }
  });
  input.resume();
  const view = render(<Text> </Text>);
  Object.defineProperty(view.stdout, 'columns', {value: columns});
  Object.defineProperty(view.stdout, 'rows', {value: height});
  view.rerender(
    <Providers model={model}>
      <Screen model={model} columns={columns} rows={height} />
    </Providers>,
  );
  await settled();

  async function show(conversation: ConversationId, ...entries: readonly EntryView[]): Promise<void> {
    store.change(state =>
      takeOlder(startWindow(openConversation(state, conversation), conversation, 'end'), conversation, {
        entries,
        more: false,
      }),
    );
    await settled();
  }

  const rows = () => (view.lastFrame() ?? '').split('\n').map(row => row.trimEnd());
  const screen: DrawnScreen = {
    model,
    clock,
    asked,
    async push(...events) {
      store.change(state => project(state, events, clock.now()));
      await settled();
    },
    open: (key, ...entries) => show(directWith(peerKey(key)), ...entries),
    show,
    async type(...reads) {
      for (const read of reads) {
        keyboard.write(read);
        await settled();
        keyClock.advance(50); // an Escape at the end is the key
        await settled();
      }
    },
    rows,
    frame: () => rows().join('\n'),
    close() {
      drawn.delete(screen);
      view.unmount();
      if (drawFailures.length > 0) {
        throw drawFailures[0]; // the screen would go on, a test must not
      }
    },
  };
  drawn.add(screen);
  return screen;
}
