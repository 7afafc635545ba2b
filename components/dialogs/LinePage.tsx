import {Box, useCursor} from 'ink';
import {useEffectEvent, useState, useSyncExternalStore} from 'react';
import {Pane} from '../base/Pane.tsx';
import {useModel, useUi} from '../base/use-model.ts';
import {type Editor, emptyEditor, withText} from '../input/editor.ts';
import type {Chord} from '../keys/chords.ts';
import {useChords, usePasted} from '../keys/use-chords.ts';
import {viewField} from '../pages/list/field.ts';
import {clusters} from '../text/width.ts';
import {wrap} from '../text/wrap.ts';
import {createLineField} from './line-field.ts';

const INDENT = '   ';

export type LinePageProps = {
  readonly columns: number;
  readonly rows: number;
  /** What stands over the field; those at its end stay where there is no room for all. */
  readonly above: readonly string[];
  readonly hint: string;
  readonly isProblem?: boolean;
  /** Dots stand for what is typed. */
  readonly isSecret?: boolean;
  readonly onSubmit: (line: string) => void;
  /** Esc; null where there is no way round. */
  readonly onLeave: (() => void) | null;
};

/** A whole screen with one field, and the terminal's own cursor in it. */
export function LinePage(props: LinePageProps) {
  const {columns, rows, above, hint, isProblem = false, isSecret = false, onSubmit, onLeave} = props;
  const model = useModel();
  const isQuitting = useUi(state => state.isQuitting);
  const submit = useEffectEvent(onSubmit);
  const [field] = useState(() => createLineField({keyMap: () => model.keyMap, isSecret, onSubmit: submit}));
  const {editor, refusal} = useSyncExternalStore(field.subscribe, field.getState);
  const {setCursorPosition} = useCursor();

  useChords((chord: Chord) => {
    if ('name' in chord && chord.name === 'escape') {
      onLeave?.();
    } else if ('name' in chord && GLOBAL.has(chord.name)) {
      model.press(chord);
    } else {
      field.press(chord);
    }
  });
  usePasted(field.paste);

  const shownAbove = above.slice(0, rows - 1);
  const view = viewField(isSecret ? masked(editor) : editor, Math.max(1, columns - INDENT.length));
  setCursorPosition({x: INDENT.length + view.column, y: shownAbove.length});

  const word = isQuitting ? 'Ctrl-C again quits.' : (refusal ?? hint);
  const below = ['', ...wrap(` ${word}`, columns)].slice(0, Math.max(0, rows - shownAbove.length - 1));
  const role = (isProblem || refusal !== null) && !isQuitting ? 'error' : 'hint';
  return (
    <Box width={columns} height={rows} flexDirection="column">
      <Pane width={columns} height={shownAbove.length} rows={shownAbove} />
      <Pane width={columns} height={1} rows={[INDENT + view.text]} />
      <Pane width={columns} height={below.length} rows={below.map(row => model.painter.paint(role, row))} />
    </Box>
  );
}

/** Keys that mean here what they always mean. */
const GLOBAL = new Set(['ctrl-c', 'ctrl-l', 'ctrl-z']);

function masked({text, cursor}: Editor): Editor {
  const dots = (part: string) => '•'.repeat([...clusters(part)].length);
  return {...withText(emptyEditor, dots(text)), cursor: dots(text.slice(0, cursor)).length};
}
