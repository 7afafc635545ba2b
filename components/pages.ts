import {SETTING_NAMES} from '../src/lib/settings.ts';
import type {AppState} from '../src/store/state.ts';
import type {Editor} from './editor/editor.ts';
import type {LogSize} from './log/log-view.ts';
import type {Looks} from './looks.ts';
import {palettePage} from './palette/palette.ts';
import type {PageFacts} from './panes/draw.ts';
import type {PaneName} from './panes/pane.ts';
import {searchPage} from './search/search-page.ts';
import {settingsPage} from './settings/settings-page.ts';
import type {UiState} from './ui-state.ts';

/** The page that is open over the log, or null. */
export function openPage({overlay}: Pick<UiState, 'overlay'>): PaneName | null {
  return overlay === 'help' ? null : overlay;
}

/** What a page shows. `now` is the wall time in milliseconds. */
export function pageFacts(
  page: PaneName,
  state: AppState,
  ui: UiState,
  {width}: LogSize,
  {calendar}: Looks,
  now: number,
): PageFacts {
  switch (page) {
    case 'search':
      return searchPage(state, ui, {width, calendar, now});
    case 'palette':
      return palettePage(state, ui);
    case 'settings':
      return settingsPage(state, ui);
  }
}

/** The field of the open page with what stands before it; null if there is none to type in. */
export function openField(ui: UiState): {readonly label: string; readonly field: Editor} | null {
  const {field, at, isEditing} = ui;
  switch (openPage(ui)) {
    case 'search':
      return {label: 'Find:', field};
    case 'palette':
      return {label: 'Letters of it:', field};
    case 'settings':
      return isEditing ? {label: `${SETTING_NAMES[at]}:`, field} : null;
    case null:
      return null;
  }
}
