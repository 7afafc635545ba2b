import {emptyEditor, insert} from '../../input/editor.ts';
import {editOf} from '../../input/edits.ts';
import type {KeyAction} from '../../keys/key-map.ts';
import type {Mode} from '../../keys/mode.ts';
import type {ModeKind} from '../../keys/modes.ts';
import type {PageKeys} from './page.ts';

/** Keys that mean on a page what they always mean. */
const LETS: ReadonlySet<KeyAction> = new Set<KeyAction>([
  'leader',
  'redraw',
  'suspend',
  'help',
  'search',
  'palette',
  'settings',
]);

/** Creates the mode of a page with a field and a list; `rows` is how many rows of its list it shows. */
export function createPageMode<S>(kind: ModeKind<S>, keys: PageKeys, rows: () => number): Mode<S> {
  const field = () => keys.field() ?? emptyEditor;

  function perform(action: KeyAction): boolean {
    if (keys.perform?.(action)) {
      return true;
    }
    switch (action) {
      case 'peer-up':
      case 'line-up':
        keys.move(-1);
        break;
      case 'peer-down':
      case 'line-down':
        keys.move(1);
        break;
      case 'scroll-up':
        keys.move(-rows());
        break;
      case 'scroll-down':
        keys.move(rows());
        break;
      case 'peer-open':
      case 'submit':
        keys.choose();
        break;
      case 'complete':
      case 'complete-back':
        keys.turn?.();
        break;
      case 'escape':
      case 'interrupt':
        keys.leave();
        break;
      default:
        return other(action);
    }
    return true;
  }

  function other(action: KeyAction): boolean {
    if (LETS.has(action)) {
      return false;
    }
    if (keys.step !== undefined && (action === 'move-left' || action === 'move-right')) {
      keys.step(action === 'move-left' ? -1 : 1);
    } else if (action !== 'newline' && keys.field() !== null) {
      const edited = editOf(action)?.(field());
      if (edited !== undefined) {
        keys.change(edited);
      }
    }
    return true;
  }

  function type(text: string): boolean {
    if (keys.field() === null) {
      return kind.text !== 'none'; // there letters are keys
    }
    keys.change(insert(field(), text.replace(/\s+/g, ' ')));
    return true;
  }

  return {
    kind,
    contexts: () => [...(keys.contexts?.() ?? []), field().text === '' ? 'empty' : 'typing', 'always'],
    lets: LETS,
    type,
    perform,
  };
}
