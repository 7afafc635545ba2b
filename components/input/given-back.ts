import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Chord} from '../keys/chords.ts';
import type {GivenBack} from '../keys/input-queue.ts';
import {deleteBackward, type Editor, emptyEditor, insert} from './editor.ts';

/** Something that was pressed or pasted. */
export type TypedInput =
  | {readonly type: 'chord'; readonly chord: Chord}
  | {readonly type: 'paste'; readonly text: string};

/** The text that some input would have made in an empty bar, had no key of it done anything else. */
export function textOf(events: readonly TypedInput[]): string {
  return events.reduce(typed, emptyEditor).text.trimEnd();
}

/** Why what was typed stands in the bar and was not sent. */
export function givenBackText({label, reason}: GivenBack): string {
  return reason === 'failed' ? screenTexts.input.givenBack(label) : screenTexts.input.slow(label);
}

function typed(editor: Editor, event: TypedInput): Editor {
  if (event.type === 'paste') {
    return insert(editor, event.text);
  }
  if ('text' in event.chord) {
    return insert(editor, event.chord.text);
  }
  switch (event.chord.name) {
    case 'enter':
    case 'alt-enter':
    case 'ctrl-j':
      return insert(editor, '\n');
    case 'backspace':
    case 'ctrl-h':
      return deleteBackward(editor);
    default:
      return editor;
  }
}
