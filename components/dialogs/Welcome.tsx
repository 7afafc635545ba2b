import {useCursor} from 'ink';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {Pane} from '../base/Pane.tsx';
import {useAppState} from '../base/use-app-state.ts';
import {useMode} from '../keys/use-mode.ts';
import {viewField} from '../text/field-view.ts';
import {wrap} from '../text/wrap.ts';
import type {Painter} from '../theme/theme.ts';
import {nothingAsked} from './field-keys.ts';
import {WELCOME} from './welcome.ts';

const INDENT = 3;

/** The first page of a new profile. */
export function Welcome({
  columns,
  rows,
  painter,
  isQuitting,
}: {
  readonly columns: number;
  readonly rows: number;
  readonly painter: Painter;
  readonly isQuitting: boolean;
}) {
  const {setCursorPosition} = useCursor();
  const {field, problem} = useMode(WELCOME) ?? nothingAsked;
  const madeUp = useAppState(state => state.self?.name ?? '');
  const above = ['', screenTexts.welcome.title, '', screenTexts.welcome.question, ''];
  const hint = isQuitting ? screenTexts.frame.quitAgain : (problem ?? screenTexts.welcome.hint(madeUp));
  const below = ['', ...wrap(` ${hint}`, columns)];
  const painted = below.map(row => painter.paint(problem === null ? 'hint' : 'error', row));
  const {text, column} = viewField(field, columns - INDENT);
  setCursorPosition({x: INDENT + column, y: above.length});
  const shown = [...above, ' '.repeat(INDENT) + text, ...painted].slice(0, rows);
  return <Pane width={columns} height={rows} rows={shown} />;
}
