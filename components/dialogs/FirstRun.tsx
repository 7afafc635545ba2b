import {Box, Text} from 'ink';
import TextInput from 'ink-text-input';
import {useRef, useState} from 'react';
import {Pane} from '../base/Pane.tsx';
import {useAppState, useModel, useUi} from '../base/use-model.ts';
import type {Chord} from '../keys/chords.ts';
import {useChords} from '../keys/use-chords.ts';
import {wrap} from '../text/wrap.ts';

/** Asks for a name, once, and gets out of the way. */
export function FirstRun({columns, rows}: {readonly columns: number; readonly rows: number}) {
  const {actions, painter, press, ui} = useModel();
  const madeUp = useAppState(state => state.self?.name ?? '');
  const isQuitting = useUi(state => state.isQuitting);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const isCommand = useRef(false);

  const skip = () => ui.setState({staysUnnamed: true});
  const submit = (chosen: string) => {
    if (chosen.trim() === '') {
      skip();
    } else {
      void actions.rename(chosen).then(setProblem);
    }
  };
  const change = (value: string) => {
    if (isCommand.current) {
      return; // the field would insert the letter of Ctrl-L
    }
    const [line = '', ...more] = value.split(/[\r\n]/);
    setName(line);
    if (more.length > 0) {
      submit(line); // one read held the name and the return
    }
  };

  const above = ['', ' Welcome to natter.', '', ' What should others call you?', ''];
  const hint = isQuitting ? 'Ctrl-C again quits.' : (problem ?? `Enter takes it. Esc goes on as ${madeUp}.`);
  const below = ['', ...wrap(` ${hint}`, columns)].slice(0, rows - above.length - 1);
  const painted = below.map(row => painter.paint(problem === null ? 'hint' : 'error', row));
  return (
    <Box width={columns} height={rows} flexDirection="column">
      <Keys
        heard={chord => {
          isCommand.current = 'name' in chord && /^(ctrl|alt)-/.test(chord.name);
          if ('name' in chord && chord.name === 'escape') {
            skip();
          } else if ('name' in chord && GLOBAL.has(chord.name)) {
            press(chord);
          }
        }}
      />
      <Pane width={columns} height={above.length} rows={above} />
      <Box height={1} flexShrink={0}>
        <Text>{'   '}</Text>
        <TextInput value={name} onChange={change} onSubmit={submit} />
      </Box>
      <Pane width={columns} height={painted.length} rows={painted} />
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
