import {memo} from 'react';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {shownLog} from '../../../src/store/notices.ts';
import {inLog} from '../../../src/store/state.ts';
import type {AppStore} from '../../../src/store/store.ts';
import {Pane} from '../../base/Pane.tsx';
import {useAppState} from '../../base/use-app-state.ts';
import type {LogView} from '../../log/log-view.ts';
import {truncate} from '../../text/fit.ts';
import type {Painter} from '../../theme/theme.ts';
import {copiedRows} from './copied-rows.ts';

/** The log alone, without anything around it, so that what the terminal selects is what was said. */
export const CopyView = memo(function CopyView({
  columns,
  rows: height,
  model,
}: {
  readonly columns: number;
  readonly rows: number;
  readonly model: {readonly store: AppStore; readonly logView: LogView; readonly painter: Painter};
}) {
  const {store, logView, painter} = model;
  const log = useAppState(shownLog);
  useAppState(state => inLog(state.windows, log));
  useAppState(state => state.deleting);
  useAppState(state => state.notices.get(log));
  useAppState(state => state.scrolls.get(log));
  const rows = copiedRows(store.getState(), logView, columns, height).map(({text}) => text);
  const hint = painter.paint('hint', truncate(screenTexts.pages.copyHint, columns));
  const empty = Array.from({length: height - 1 - rows.length}, () => '');
  return <Pane width={columns} height={height} rows={[...rows, ...empty, hint]} />;
});
