import type {Report} from '../../../src/commands/engine/report.ts';
import type {Clock} from '../../../src/lib/time/clock.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';
import type {Reading} from '../text/reading-mode.ts';

/** A report is asked for anew so often while it is shown, milliseconds. */
const PERIOD = 1000;

export type ReportState = Reading & {
  readonly report: Report;
  /** Null: it stays as it was. */
  readonly ask: (() => Promise<Report>) | null;
};

/** The page of a report. */
export const REPORT: ModeKind<ReportState> = {
  name: 'report',
  level: LEVEL.page,
  coversLog: true,
  text: 'below',
};

/** Opens a page that shows a report; with `ask` it is asked for anew until the page is left. */
export function openReport(
  {modes, clock}: {readonly modes: Modes; readonly clock: Pick<Clock, 'every'>},
  report: Report,
  ask: (() => Promise<Report>) | null,
): void {
  const isShown = () => modes.stateOf(REPORT)?.ask === ask;
  modes.enter(REPORT, {top: 0, report, ask});
  if (ask === null) {
    return;
  }
  const stop = clock.every(PERIOD, () => {
    if (isShown()) {
      ask().then(take, stop); // nobody is there any more whom it is about
    } else {
      stop();
    }
  });

  function take(newer: Report): void {
    if (isShown()) {
      modes.change(REPORT, page => ({...page, report: newer}));
    }
  }
}
