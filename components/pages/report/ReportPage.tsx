import {memo} from 'react';
import type {Modes} from '../../keys/modes.ts';
import {useMode} from '../../keys/use-mode.ts';
import type {Painter} from '../../theme/theme.ts';
import {TextPage} from '../text/TextPage.tsx';
import {drawReport} from './draw.ts';
import {REPORT} from './report-mode.ts';

/** A report in the place of the log. */
export const ReportPage = memo(function ReportPage({
  width,
  height,
  model,
}: {
  readonly width: number;
  readonly height: number;
  readonly model: {readonly painter: Painter; readonly modes: Modes};
}) {
  const report = useMode(REPORT)?.report;
  const rows = report === undefined ? [] : drawReport(report, width, model.painter);
  return <TextPage width={width} height={height} rows={rows} kind={REPORT} modes={model.modes} />;
});
