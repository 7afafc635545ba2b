import {BUILT_IN_THEMES, themeSummary} from '../../../src/lib/settings.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import type {AppState} from '../../../src/store/state.ts';
import type {AppStore} from '../../../src/store/store.ts';
import type {ScreenActions} from '../../base/actions.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';
import type {PageFacts} from '../list/draw.ts';
import {moveMark, type PageKeys} from '../list/page.ts';
import {sampleRows} from './sample.ts';

/** The themes there are, which of them is marked and so previewed, and what is wrong with it. */
export type ThemesState = {
  readonly names: readonly string[];
  readonly at: number;
  readonly problem: string | null;
  /** What `auto` stands for. */
  readonly auto: string;
  /** What is shown after the page; absent for the chat. */
  readonly back?: () => void;
};

/** While it is on, the whole screen has the marked theme. */
export const THEMES: ModeKind<ThemesState> = {
  name: 'themes',
  level: LEVEL.page,
  coversLog: true,
  text: 'none',
  note: screenTexts.themePicker.note,
};

type Opening = Pick<ThemesState, 'auto' | 'back'> & {
  readonly theme: string;
  /** Names of theme files. */
  readonly files: readonly string[];
};

/** Opens the page with the mark on a theme. */
export function openThemes(modes: Modes, {theme, files, ...rest}: Opening): void {
  const names = [...BUILT_IN_THEMES, ...files];
  modes.enter(THEMES, {names, at: Math.max(0, names.indexOf(theme)), problem: null, ...rest});
}

/** The theme that is previewed, or null. */
export function previewedTheme(modes: Modes): string | null {
  const page = modes.stateOf(THEMES);
  return page?.names[page.at] ?? null;
}

export type ThemePickerOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly actions: Pick<ScreenActions, 'set'>;
};

/** The keys of the page. */
export function createThemePicker({store, modes, actions}: ThemePickerOptions): PageKeys {
  function leave(): void {
    const back = modes.stateOf(THEMES)?.back;
    modes.leave(THEMES);
    back?.();
  }

  function move(by: number): void {
    modes.change(THEMES, page => ({...page, at: moveMark(page.at, by, page.names.length), problem: null}));
  }

  async function keep(name: string): Promise<void> {
    const problem = await actions.set('theme', name);
    if (previewedTheme(modes) !== name) {
      return; // its reader went on
    }
    if (problem === null) {
      leave();
    } else {
      modes.change(THEMES, page => ({...page, problem}));
    }
  }

  return {
    field: () => null,
    change() {},
    move,
    step: move,
    choose() {
      const name = previewedTheme(modes);
      if (name === store.getState().settings.theme) {
        leave();
      } else if (name !== null) {
        void keep(name);
      }
    },
    leave,
  };
}

/** The view of the page. */
export function themesPage({settings}: AppState, {names, at, problem, auto}: ThemesState): PageFacts {
  return {
    title: screenTexts.themePicker.title,
    field: null,
    rows: names.map(name => ({
      left: name === settings.theme ? screenTexts.themePicker.present(name) : name,
      right: themeSummary(name, auto),
    })),
    at,
    nothing: '',
    ...(problem === null ? {} : {about: problem}),
    preview: sampleRows,
    hint: screenTexts.themePicker.hint,
  };
}
