import {useCursor} from 'ink';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {Pane} from '../base/Pane.tsx';
import {useMode} from '../keys/use-mode.ts';
import {clusters} from '../text/width.ts';
import {wrap} from '../text/wrap.ts';
import type {Painter} from '../theme/theme.ts';
import type {Asked} from './field-keys.ts';
import {LOCK, SECRET} from './secrets.ts';

type Props = {
  readonly columns: number;
  readonly rows: number;
  readonly painter: Painter;
  readonly isQuitting: boolean;
};

const INDENT = 3;

/** Nothing of what is said is shown until the passphrase is entered. */
export function LockPage(props: Props) {
  const asked = useMode(LOCK);
  return asked === null ? null : (
    <SecretPage
      {...props}
      asked={asked}
      title={screenTexts.secrets.locked}
      hint={screenTexts.secrets.unlockHint}
    />
  );
}

/** Asks for something that must not be seen. */
export function QuestionPage(props: Props) {
  const asked = useMode(SECRET);
  return asked === null ? null : (
    <SecretPage {...props} asked={asked} title={`${asked.prompt}:`} hint={screenTexts.secrets.askHint} />
  );
}

/** A whole screen with one field in which nothing can be read. */
function SecretPage({
  columns,
  rows,
  painter,
  isQuitting,
  asked,
  title,
  hint,
}: Props & {readonly asked: Asked; readonly title: string; readonly hint: string}) {
  const {setCursorPosition} = useCursor();
  const {field, problem, isChecking} = asked;
  const question = wrap(` ${title}`, columns);
  const above = (rows > question.length + 3 ? ['', ...question, ''] : question).slice(0, rows - 1);
  const said = isQuitting
    ? screenTexts.frame.quitAgain
    : isChecking
      ? screenTexts.secrets.checking
      : (problem ?? hint);
  const below = ['', ...wrap(` ${said}`, columns)].map(row => painter.paint('hint', row));
  const room = columns - INDENT - 1;
  const before = Math.min([...clusters(field.text.slice(0, field.cursor))].length, room);
  const dots = '•'.repeat(Math.min([...clusters(field.text)].length, room));
  setCursorPosition({x: INDENT + before, y: above.length});
  const shown = [...above, ' '.repeat(INDENT) + dots, ...below].slice(0, rows);
  return <Pane width={columns} height={rows} rows={shown} />;
}
