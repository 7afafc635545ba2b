import {screenTexts} from '../../src/lib/texts/screen.ts';
import {type Editor, emptyEditor, insert} from '../input/editor.ts';
import {editOf} from '../input/edits.ts';
import type {KeyAction} from '../keys/key-map.ts';

/** One line that is asked for on a page of its own. */
export type Asked = {
  readonly field: Editor;
  /** What is wrong with what was entered. */
  readonly problem: string | null;
  /** What was entered is being tried: nothing that is typed meanwhile counts. */
  readonly isChecking: boolean;
};

export const nothingAsked: Asked = {field: emptyEditor, problem: null, isChecking: false};

/** What a key does to the line; null if it is none of its business. */
export function editAsked<A extends Asked>(asked: A, action: KeyAction): A | null {
  const edit = action === 'newline' ? null : editOf(action);
  return edit === null ? null : {...asked, field: edit(asked.field)};
}

/** The line with typed or pasted text. A paste of several lines is not what was asked for: none of it is taken. */
export function typeAsked<A extends Asked>(asked: A, text: string): A {
  if (asked.isChecking) {
    return asked;
  }
  const line = text.replace(/(?:\r\n?|\n)$/, '');
  return /[\r\n]/.test(line)
    ? {...asked, problem: screenTexts.secrets.severalLines}
    : {...asked, problem: null, field: insert(asked.field, line)};
}
