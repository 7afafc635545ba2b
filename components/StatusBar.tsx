import {memo} from 'react';
import {Pane} from './Pane.tsx';
import {drawCandidates} from './status/candidates.ts';
import {countOnline, countUnread, drawStatus} from './status/status.ts';
import {useAppState, useBar, useModel, useUi} from './use-model.ts';
import {useNow} from './use-now.ts';

/** Name, address, state, errors, time; while Tab completes, what there is to choose from. */
export const StatusBar = memo(function StatusBar({width}: {readonly width: number}) {
  const {painter, clock, calendar} = useModel();
  const completing = useBar(state => state.completing);
  const facts = {
    phase: useAppState(state => state.phase),
    self: useAppState(state => state.self),
    alert: useAppState(state => state.alert),
    online: useAppState(countOnline),
    unread: useAppState(countUnread),
    isQuitting: useUi(state => state.isQuitting),
    time: calendar.time(useNow(clock)),
  };
  const row =
    completing === null ? drawStatus(facts, width, painter) : drawCandidates(completing, width, painter);
  return <Pane width={width} height={1} rows={[row]} />;
});
