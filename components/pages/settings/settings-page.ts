import type {StoreApi} from 'zustand/vanilla';
import {
  BUILT_IN_THEMES,
  SETTING_NAMES,
  type SettingName,
  settingOf,
  shapeOf,
  writeValue,
} from '../../../src/lib/settings.ts';
import type {AppState} from '../../../src/store/state.ts';
import type {AppStore} from '../../../src/store/store.ts';
import type {ScreenActions} from '../../base/actions.ts';
import type {UiState} from '../../base/ui-state.ts';
import {emptyEditor, withText} from '../../input/editor.ts';
import type {PageFacts} from '../list/draw.ts';
import {moveMark, type PaneKeys} from '../list/page.ts';

export type SettingsPageOptions = {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly actions: Pick<ScreenActions, 'set'>;
  /** Names of theme files. */
  readonly themes: () => readonly string[];
};

/** Makes what keys do on the page of settings. */
export function createSettingsPage({store, ui, actions, themes}: SettingsPageOptions): PaneKeys {
  const marked = () => SETTING_NAMES[ui.getState().at] ?? 'theme';
  const writtenValue = (name: SettingName) => writeValue(store.getState().settings[name]);

  function set(name: SettingName, value: string): void {
    ui.setState({problem: null});
    void actions
      .set(name, value)
      .then(problem => ui.setState({problem, isEditing: problem !== null && isFree(name)}));
  }

  function step(by: 1 | -1): void {
    const name = marked();
    const choices = name === 'theme' ? [...BUILT_IN_THEMES, ...themes()] : settingOf(name).choices;
    if (ui.getState().isEditing || isFree(name)) {
      return;
    }
    const at = choices.indexOf(writtenValue(name));
    set(name, choices[(at + by + choices.length) % choices.length] ?? '');
  }

  function edit(): void {
    const value = writtenValue(marked());
    ui.setState({isEditing: true, problem: null, field: withText(emptyEditor, value)});
  }

  return {
    change(field) {
      if (ui.getState().isEditing) {
        ui.setState({field});
      }
    },
    move(by) {
      ui.setState(({at}) => ({at: moveMark(at, by, SETTING_NAMES.length), isEditing: false, problem: null}));
    },
    choose() {
      if (ui.getState().isEditing) {
        set(marked(), ui.getState().field.text);
      } else if (isFree(marked())) {
        edit();
      } else {
        step(1);
      }
    },
    step,
    leave() {
      const {isEditing} = ui.getState();
      ui.setState(isEditing ? {isEditing: false, problem: null} : {overlay: null});
    },
  };
}

/** Opens the page, with the mark on a setting. */
export function openSettings(name: SettingName = 'theme'): Partial<UiState> {
  return {
    overlay: 'settings',
    field: emptyEditor,
    at: SETTING_NAMES.indexOf(name),
    isEditing: false,
    problem: null,
  };
}

/** What the page shows. */
export function settingsPage({settings}: AppState, {at, isEditing, problem}: UiState): PageFacts {
  const name = SETTING_NAMES[at] ?? 'theme';
  const setting = settingOf(name);
  return {
    title: 'Settings',
    rows: SETTING_NAMES.map(each => ({
      left: `${each.padEnd(10)} ${writeValue(settings[each])}`,
      right: settingOf(each).summary,
    })),
    at,
    nothing: '',
    about: problem ?? `${setting.summary}. It is ${shapeOf(setting)}.`,
    hint: hintFor(name, isEditing),
  };
}

function hintFor(name: SettingName, isEditing: boolean): string {
  if (isEditing) {
    return 'Enter takes it · Esc leaves it as it was';
  }
  return `${isFree(name) ? 'Enter writes it' : 'Enter, ← → change it'} · ↑ ↓ choose · Esc leaves`;
}

/** Whether it is written, not chosen. */
function isFree(name: SettingName): boolean {
  return name !== 'theme' && settingOf(name).other !== null;
}
