import type {EntryView} from '../../../src/core/api/api.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {type AppState, peerIn} from '../../../src/store/state.ts';
import type {AppStore} from '../../../src/store/store.ts';
import type {ScreenActions} from '../../base/actions.ts';
import {type Editor, emptyEditor} from '../../input/editor.ts';
import type {Bar} from '../../input/input-line.ts';
import {defaultKeyMap, type KeyAction, type KeyBinding} from '../../keys/key-map.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';
import type {PageFacts} from '../list/draw.ts';
import {moveMark, type PageKeys} from '../list/page.ts';
import {openSettings} from '../settings/settings-page.ts';
import {type PaletteItem, paletteItems} from './items.ts';

/** What is typed on the page, and which row of its list is marked. */
export type PaletteState = {
  readonly field: Editor;
  readonly at: number;
  /** A message that is to go to a conversation that is chosen here; absent where anything can be gone to. */
  readonly forwarded?: EntryView;
};

export const PALETTE: ModeKind<PaletteState> = {
  name: 'palette',
  level: LEVEL.page,
  coversLog: true,
  text: 'field',
};

/** Opens the page. */
export function openPalette(modes: Modes): void {
  modes.enter(PALETTE, {field: emptyEditor, at: 0});
}

/** Opens it to choose where a message goes. */
export function openForward(modes: Modes, forwarded: EntryView): void {
  modes.enter(PALETTE, {field: emptyEditor, at: 0, forwarded});
}

export type PaletteOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly bar: Bar;
  readonly actions: Pick<ScreenActions, 'open'>;
  /** Runs a line. */
  readonly enter: (line: string) => void;
  readonly keyMap: () => readonly KeyBinding[];
  /** Does what a key would do. */
  readonly act: (action: KeyAction) => void;
};

/** The keys of the palette. */
export function createPalette({store, modes, bar, actions, enter, keyMap, act}: PaletteOptions): PageKeys {
  const now = () => modes.stateOf(PALETTE);
  const items = () => {
    const page = now();
    return page === null ? [] : itemsOf(store.getState(), page, keyMap());
  };

  function go(item: PaletteItem): void {
    switch (item.kind) {
      case 'conversation':
        actions.open(item.conversation);
        break;
      case 'setting':
        openSettings(modes, item.name);
        break;
      case 'action':
        act(item.action);
        break;
      case 'command':
        if (item.isComplete) {
          enter(item.line);
        } else {
          bar.setText(item.line);
        }
    }
  }

  return {
    field: () => now()?.field ?? null,
    change: field => modes.change(PALETTE, page => ({...page, field, at: 0})),
    move: by => modes.change(PALETTE, page => ({...page, at: moveMark(page.at, by, items().length)})),
    choose() {
      const item = items()[now()?.at ?? 0];
      const forwarded = now()?.forwarded;
      if (item !== undefined) {
        modes.leave(PALETTE);
        go(item);
        if (forwarded !== undefined) {
          bar.insert(forwarded.text); // Enter sends it, with what its user adds
        }
      }
    },
    leave: () => modes.leave(PALETTE),
  };
}

function canBeWrittenTo(state: AppState, item: PaletteItem): boolean {
  const relation = item.kind === 'conversation' ? peerIn(state, item.conversation)?.relation : undefined;
  return relation === 'contact' || relation === 'asking';
}

function itemsOf(
  state: AppState,
  {field, forwarded}: PaletteState,
  keyMap: readonly KeyBinding[],
): readonly PaletteItem[] {
  const all = paletteItems(state, keyMap, field.text);
  return forwarded === undefined ? all : all.filter(item => canBeWrittenTo(state, item));
}

/** The view of the palette. */
export function palettePage(
  state: AppState,
  page: PaletteState,
  keyMap: readonly KeyBinding[] = defaultKeyMap,
): PageFacts {
  const {field, at, forwarded} = page;
  const items = itemsOf(state, page, keyMap);
  return {
    field: {label: screenTexts.pages.paletteField, field},
    title: forwarded === undefined ? screenTexts.pages.paletteTitle : screenTexts.selection.forwardTitle,
    rows: items.map(({kind, label, detail}) => ({
      ...{left: label, right: detail},
      isName: kind === 'conversation',
    })),
    at,
    nothing: screenTexts.pages.paletteEmpty,
    hint: screenTexts.pages.paletteHint,
  };
}
