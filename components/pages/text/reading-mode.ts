import {screenTexts} from '../../../src/lib/texts/screen.ts';
import type {KeyAction} from '../../keys/key-map.ts';
import type {Mode} from '../../keys/mode.ts';
import type {ModeKind, Modes} from '../../keys/modes.ts';
import {drawHintRow} from '../../theme/status-row.ts';

/** What a page of text knows at least: the first row that is shown. */
export type Reading = {readonly top: number};

/** Keys that mean here what they always mean. */
const OTHERS: ReadonlySet<KeyAction> = new Set<KeyAction>([
  'interrupt',
  'leader',
  'redraw',
  'suspend',
  'search',
  'palette',
  'settings',
]);

/** Creates the mode of a page of text: some keys move in it, all others close it, and so does typing. */
export function createReadingMode<S extends Reading>(
  kind: ModeKind<S>,
  {modes, rows, onLeave}: {readonly modes: Modes; readonly rows: () => number; readonly onLeave: () => void},
): Mode<S> {
  const show = (top: number) => modes.change(kind, page => ({...page, top: Math.max(0, top)}));

  function perform(action: KeyAction, {top}: S): boolean {
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
        modes.leave(kind);
        onLeave();
        return true;
    }
  }

  return {
    kind,
    contexts: () => ['empty', 'always'],
    type() {
      modes.leave(kind);
      return false;
    },
    perform,
    hint: ({width, painter, state}) =>
      state.answer === null ? drawHintRow(screenTexts.pages.readingHint, width, painter) : null,
  };
}
