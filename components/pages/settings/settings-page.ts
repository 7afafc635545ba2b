import {
  BUILT_IN_THEMES,
  SETTING_NAMES,
  type SettingName,
  settingOf,
  shapeOf,
  writeValue,
} from '../../../src/lib/settings.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import type {AppState} from '../../../src/store/state.ts';
import type {AppStore} from '../../../src/store/store.ts';
import type {ScreenActions} from '../../base/actions.ts';
import {type Editor, emptyEditor, withText} from '../../input/editor.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';
import type {PageFacts} from '../list/draw.ts';
import {moveMark, type PageKeys} from '../list/page.ts';

/** The marked setting, what is being written for it (null while nothing is), and what is wrong with that. */
export type SettingsState = {
  readonly at: number;
  readonly field: Editor | null;
  readonly problem: string | null;
};

export const SETTINGS: ModeKind<SettingsState> = {
  name: 'settings',
  level: LEVEL.page,
  coversLog: true,
  text: 'field',
};

export type SettingsPageOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly actions: Pick<ScreenActions, 'set'>;
  /** Names of theme files. */
  readonly themes: () => readonly string[];
  /** Shows the themes to choose from. */
  readonly chooseTheme: () => void;
};

/** The keys of the settings page. */
export function createSettingsPage(options: SettingsPageOptions): PageKeys {
  const {store, modes, actions, themes} = options;
  const now = () => modes.stateOf(SETTINGS) ?? closed;
  const change = (to: Partial<SettingsState>) => modes.change(SETTINGS, page => ({...page, ...to}));
  const marked = () => SETTING_NAMES[now().at] ?? 'theme';
  const writtenValue = (name: SettingName) => writeValue(store.getState().settings[name]);

  function set(name: SettingName, value: string): void {
    const {at} = now();
    change({problem: null});
    void actions.set(name, value).then(problem => {
      if (now().at === at) {
        change({problem, ...(problem === null ? {field: null} : {})});
      }
    });
  }

  function step(by: 1 | -1): void {
    const name = marked();
    const choices = name === 'theme' ? [...BUILT_IN_THEMES, ...themes()] : settingOf(name).choices;
    if (now().field !== null || isFree(name)) {
      return;
    }
    const at = choices.indexOf(writtenValue(name));
    set(name, choices[(at + by + choices.length) % choices.length] ?? '');
  }

  function edit(): void {
    change({problem: null, field: withText(emptyEditor, writtenValue(marked()))});
  }

  return {
    field: () => now().field,
    change: field => change({field}),
    move: by => change({at: moveMark(now().at, by, SETTING_NAMES.length), field: null, problem: null}),
    choose() {
      const {field} = now();
      if (field !== null) {
        set(marked(), field.text);
      } else if (marked() === 'theme') {
        options.chooseTheme();
      } else if (isFree(marked())) {
        edit();
      } else {
        step(1);
      }
    },
    step,
    leave() {
      if (now().field === null) {
        modes.leave(SETTINGS);
      } else {
        change({field: null, problem: null});
      }
    },
  };
}

/** Opens the page, with the mark on a setting. */
export function openSettings(modes: Modes, name: SettingName = 'theme'): void {
  modes.enter(SETTINGS, {...closed, at: SETTING_NAMES.indexOf(name)});
}

const closed: SettingsState = {at: 0, field: null, problem: null};

/** The view of the page. */
export function settingsPage({settings}: AppState, {at, field, problem}: SettingsState): PageFacts {
  const name = SETTING_NAMES[at] ?? 'theme';
  const setting = settingOf(name);
  return {
    title: screenTexts.pages.settings,
    field: field === null ? null : {label: `${name}:`, field},
    rows: SETTING_NAMES.map(each => ({
      left: `${each.padEnd(10)} ${writeValue(settings[each])}`,
      right: settingOf(each).summary,
    })),
    at,
    nothing: '',
    about: problem ?? screenTexts.pages.settingAbout(setting.summary, shapeOf(setting)),
    hint: hintFor(name, field !== null),
  };
}

function hintFor(name: SettingName, isEditing: boolean): string {
  if (isEditing) {
    return screenTexts.pages.settingEditHint;
  }
  if (name === 'theme') {
    return screenTexts.pages.settingThemeHint;
  }
  return isFree(name) ? screenTexts.pages.settingWriteHint : screenTexts.pages.settingChangeHint;
}

/** Whether it is written, not chosen. */
function isFree(name: SettingName): boolean {
  return name !== 'theme' && settingOf(name).other !== null;
}
