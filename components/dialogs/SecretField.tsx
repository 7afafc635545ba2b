import {wrap} from '../text/wrap.ts';
import {LinePage} from './LinePage.tsx';

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
  const question = wrap(` ${title}`, columns);
  return (
    <LinePage
      {...{columns, rows, hint}}
      above={rows > question.length + 3 ? ['', ...question, ''] : question}
      isSecret
      onSubmit={submit}
      onLeave={leave}
    />
  );
}
