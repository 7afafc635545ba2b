import {SETTING_NAMES} from '../../src/lib/settings.ts';
import type {AppState} from '../../src/store/state.ts';
import type {UiState} from '../base/ui-state.ts';
import type {Editor} from '../input/editor.ts';
import type {LogSize} from '../log/log-view.ts';
import type {PageFacts} from '../pages/list/draw.ts';
import type {PaneName} from '../pages/list/page.ts';
import {palettePage} from '../pages/palette/palette.ts';
import {searchPage} from '../pages/search/search-page.ts';
import {settingsPage} from '../pages/settings/settings-page.ts';
import type {Looks} from '../theme/appearance.ts';

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
