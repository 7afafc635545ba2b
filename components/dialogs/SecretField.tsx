import {Box, Text} from 'ink';
import TextInput from 'ink-text-input';
import {useRef, useState} from 'react';
import {Pane} from '../base/Pane.tsx';
import {useModel, useUi} from '../base/use-model.ts';
import type {Chord} from '../keys/chords.ts';
import {useChords} from '../keys/use-chords.ts';
import {wrap} from '../text/wrap.ts';

/** A whole screen with one field in which nothing can be read. */
export function SecretField({
  columns,
  rows,
  title,
  hint,
  submit,
  leave,
}: {
  readonly columns: number;
  readonly rows: number;
  readonly title: string;
  readonly hint: string;
  readonly submit: (secret: string) => void;
  /** Esc; null where there is no way round. */
  readonly leave: (() => void) | null;
}) {
  const {painter, press} = useModel();
  const isQuitting = useUi(state => state.isQuitting);
  const [secret, setSecret] = useState('');
  const isCommand = useRef(false);

  const heard = (chord: Chord) => {
    isCommand.current = 'name' in chord && /^(ctrl|alt)-/.test(chord.name);
    if (!('name' in chord)) {
      return;
    }
    if (chord.name === 'escape') {
      leave?.();
    } else if (chord.name === 'ctrl-u') {
      setSecret('');
    } else if (GLOBAL.has(chord.name)) {
      press(chord);
    }
  };
  const finish = (value: string) => {
    setSecret('');
    submit(value);
  };
  const change = (value: string) => {
    if (isCommand.current) {
      return; // the field would insert the letter of Ctrl-L
    }
    const [line = '', ...more] = value.split(/[\r\n]/);
    if (more.length > 0) {
      finish(line); // one read held the secret and the return
    } else {
      setSecret(line);
    }
  };

  const question = wrap(` ${title}`, columns);
  const above = (rows > question.length + 3 ? ['', ...question, ''] : question).slice(0, rows - 1);
  const below = ['', ...wrap(` ${isQuitting ? 'Ctrl-C again quits.' : hint}`, columns)];
  const room = Math.max(0, rows - above.length - 1);
  return (
    <Box width={columns} height={rows} flexDirection="column">
      <Keys heard={heard} />
      <Pane width={columns} height={above.length} rows={above} />
      <Box width={columns} height={1} flexShrink={0} overflow="hidden">
        <Text wrap="truncate">{'   '}</Text>
        <TextInput value={secret} mask="•" onChange={change} onSubmit={finish} />
      </Box>
      <Pane
        width={columns}
        height={Math.min(below.length, room)}
        rows={below.slice(0, room).map(row => painter.paint('hint', row))}
      />
    </Box>
  );
}

/** Keys that mean here what they always mean. */
const GLOBAL = new Set(['ctrl-c', 'ctrl-l', 'ctrl-z']);

/** Stands before the field, so that it hears every key first. */
function Keys({heard}: {readonly heard: (chord: Chord) => void}) {
  useChords(heard);
  return null;
}
