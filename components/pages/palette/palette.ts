import type {StoreApi} from 'zustand/vanilla';
import type {AppState} from '../../../src/store/state.ts';
import type {AppStore} from '../../../src/store/store.ts';
import type {ScreenActions} from '../../base/actions.ts';
import type {UiState} from '../../base/ui-state.ts';
import type {Bar} from '../../input/input-line.ts';
import type {PageFacts} from '../list/draw.ts';
import {moveMark, type PaneKeys} from '../list/page.ts';
import {openSettings} from '../settings/settings-page.ts';
import {type PaletteItem, paletteItems} from './items.ts';

export type PaletteOptions = {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly bar: Bar;
  readonly actions: Pick<ScreenActions, 'open'>;
  /** Runs a line. */
  readonly enter: (line: string) => void;
};

/** Makes what keys do in the palette. */
export function createPalette({store, ui, bar, actions, enter}: PaletteOptions): PaneKeys {
  const items = () => paletteItems(store.getState(), ui.getState().field.text);

  function go(item: PaletteItem): void {
    switch (item.kind) {
      case 'conversation':
        actions.open(item.key);
        break;
      case 'setting':
        ui.setState(openSettings(item.name));
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
    change: field => ui.setState({field, at: 0}),
    move: by => ui.setState(({at}) => ({at: moveMark(at, by, items().length)})),
    choose() {
      const item = items()[ui.getState().at];
      if (item !== undefined) {
        ui.setState({overlay: null});
        go(item);
      }
    },
    leave: () => ui.setState({overlay: null}),
  };
}

/** What the palette shows. */
export function palettePage(state: AppState, {field, at}: UiState): PageFacts {
  const items = paletteItems(state, field.text);
  return {
    title: 'Go to a conversation, a command, a setting',
    rows: items.map(({label, detail}) => ({left: label, right: detail})),
    at,
    nothing: 'Nothing has these letters.',
    hint: 'Enter goes there · ↑ ↓ choose · Esc leaves',
  };
}
