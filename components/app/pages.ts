import type {AppState} from '../../src/store/state.ts';
import {LEVEL, type ModeKind, type ModeStack} from '../keys/modes.ts';
import {COPY} from '../pages/copy/copy-mode.ts';
import {INVITE} from '../pages/invite/invite-mode.ts';
import type {PageFacts} from '../pages/list/draw.ts';
import {MEMBERS, membersPage} from '../pages/members/members-page.ts';
import {PALETTE, palettePage} from '../pages/palette/palette.ts';
import {SEARCH, type SearchLook, searchPage} from '../pages/search/search-page.ts';
import {SETTINGS, settingsPage} from '../pages/settings/settings-page.ts';
import {THEMES, themesPage} from '../pages/themes/theme-picker.ts';

/** Pages that take the place of everything; there the terminal itself selects text. */
export const FULL_PAGES: ReadonlySet<ModeKind<never>> = new Set([COPY, INVITE]);

/** The page in the place of the log, or null. */
export function openPage(stack: ModeStack): ModeKind<never> | null {
  return stack.find(({kind}) => kind.level === LEVEL.page)?.kind ?? null;
}

/** What the open page shows; null if it is none with a list. */
export function pageFacts(stack: ModeStack, state: AppState, look: SearchLook): PageFacts | null {
  const stateOf = <S>(kind: ModeKind<S>) =>
    (stack.find(({kind: {name}}) => name === kind.name)?.state ?? null) as S | null;
  const search = stateOf(SEARCH);
  const palette = stateOf(PALETTE);
  const settings = stateOf(SETTINGS);
  if (search !== null) {
    return searchPage(state, search, look);
  }
  if (palette !== null) {
    return palettePage(state, palette);
  }
  const members = stateOf(MEMBERS);
  if (members !== null) {
    return membersPage(state, members, look);
  }
  const themes = stateOf(THEMES);
  if (themes !== null) {
    return themesPage(state, themes);
  }
  return settings === null ? null : settingsPage(state, settings);
}
