import type {AppState} from '../../src/store/state.ts';
import {isTooSmall} from './layout.ts';
import type {UiState} from './ui-state.ts';

/** What stands on the screen in the place of the log, or the log itself. */
export type Shown =
  | 'lock'
  | 'secret'
  | 'too-small'
  | 'first-run'
  | 'copy'
  | 'paste'
  | 'help'
  | 'page'
  | 'log';

/**
 * The one answer to "what is the user looking at?": the first that holds. The panes draw it, keys go by it, and only what
 * stands in a visible log counts as read.
 */
export function whatIsShown({self}: Pick<AppState, 'self'>, ui: UiState): Shown {
  if (ui.locked) {
    return 'lock';
  }
  if (ui.secret !== null) {
    return 'secret';
  }
  if (isTooSmall(ui.size.columns, ui.size.rows)) {
    return 'too-small';
  }
  if (self !== null && !self.named && !ui.staysUnnamed) {
    return 'first-run';
  }
  if (ui.copying) {
    return 'copy';
  }
  if (ui.pasted !== null) {
    return 'paste';
  }
  if (ui.overlay !== null) {
    return ui.overlay === 'help' ? 'help' : 'page';
  }
  return 'log';
}

/** Whether the log is what the user looks at. */
export function isLogVisible(state: Pick<AppState, 'self'>, ui: UiState): boolean {
  return whatIsShown(state, ui) === 'log';
}
