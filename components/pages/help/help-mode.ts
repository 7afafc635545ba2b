import type {KeyAction} from '../../keys/key-map.ts';
import type {Mode} from '../../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';

/** The page of keys and commands; `top` is the first row that is shown. */
export const HELP: ModeKind<{readonly top: number}> = {
  name: 'help',
  level: LEVEL.page,
  coversLog: true,
  text: 'below',
};

/** Opens the help at its beginning. */
export function openHelp(modes: Modes): void {
  modes.enter(HELP, {top: 0});
}

/** Keys that mean here what they always mean. */
const OTHERS: ReadonlySet<KeyAction> = new Set<KeyAction>([
  'interrupt',
  'redraw',
  'suspend',
  'search',
  'palette',
  'settings',
]);

/** Creates the mode of the help: some keys move in it, all others close it, and so does typing. */
export function createHelpMode(
  modes: Modes,
  rows: () => number,
  onLeave: () => void,
): Mode<{readonly top: number}> {
  const show = (top: number) => modes.enter(HELP, {top: Math.max(0, top)});

  function perform(action: KeyAction, {top}: {readonly top: number}): boolean {
    switch (action) {
      case 'scroll-up':
        show(top - rows());
        return true;
      case 'scroll-down':
        show(top + rows());
        return true;
      case 'peer-up':
        show(top - 1);
        return true;
      case 'peer-down':
        show(top + 1);
        return true;
      case 'scroll-top':
      case 'move-line-start':
        show(0);
        return true;
      case 'scroll-bottom':
      case 'move-line-end':
        show(Number.MAX_SAFE_INTEGER);
        return true;
      default:
        if (OTHERS.has(action)) {
          return false;
        }
        modes.leave(HELP);
        onLeave();
        return true;
    }
  }

  return {
    kind: HELP,
    contexts: () => ['empty', 'always'],
    type() {
      modes.leave(HELP);
      return false;
    },
    perform,
  };
}
