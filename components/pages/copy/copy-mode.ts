import type {Mode} from '../../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';

/** The log alone over the whole screen. */
export const COPY: ModeKind<null> = {name: 'copy', level: LEVEL.page, coversLog: true, text: 'below'};

/** Creates its mode: it scrolls like the log, and typing leaves it. */
export function createCopyMode(modes: Modes): Mode<null> {
  return {
    kind: COPY,
    contexts: () => ['empty', 'always'],
    type() {
      modes.leave(COPY);
      return false;
    },
    perform(action) {
      if (action !== 'escape' && action !== 'copy-view') {
        return false;
      }
      modes.leave(COPY);
      return true;
    },
  };
}
