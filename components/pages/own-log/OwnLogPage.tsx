import {memo} from 'react';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {START_PAGE} from '../../../src/store/state.ts';
import type {AppStore} from '../../../src/store/store.ts';
import {useAppState} from '../../base/use-app-state.ts';
import type {Modes} from '../../keys/modes.ts';
import type {LogView} from '../../log/log-view.ts';
import {fitTo} from '../../text/fit.ts';
import type {Painter} from '../../theme/theme.ts';
import {TextPage} from '../text/TextPage.tsx';
import {OWN_LOG} from './own-log-mode.ts';

/** More rows than the log of natter can have. */
const ALL = 100_000;

/** What natter said, the newest last. */
export const OwnLogPage = memo(function OwnLogPage({
  width,
  height,
  model,
}: {
  readonly width: number;
  readonly height: number;
  readonly model: {
    readonly store: AppStore;
    readonly logView: LogView;
    readonly painter: Painter;
    readonly modes: Modes;
  };
}) {
  const {store, logView, painter, modes} = model;
  const notices = useAppState(state => state.notices.get(START_PAGE));
  const title = painter.paint('title', fitTo(screenTexts.pages.ownLogTitle, width));
  const rows =
    notices === undefined
      ? ['', ` ${screenTexts.pages.ownLogEmpty}`]
      : logView.draw(store.getState(), START_PAGE, {width, height: ALL});
  return <TextPage width={width} height={height} rows={[title, ...rows]} kind={OWN_LOG} modes={modes} />;
});
