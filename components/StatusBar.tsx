import {memo} from 'react';
import {Pane} from './Pane.tsx';
import {drawComposing, drawPicker, drawSelectionHint} from './selection/hint.ts';
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
  const selected = useUi(state => state.selected);
  const deletes = useUi(state => state.deletes);
  const picker = useUi(state => state.picker);
  const composing = useUi(state => state.composing);
  const row = drawRow();

  function drawRow(): string {
    if (completing !== null) {
      return drawCandidates(completing, width, painter);
    }
    if (picker !== null) {
      return drawPicker(picker, width, painter);
    }
    if (selected !== null) {
      return drawSelectionHint(deletes, width, painter);
    }
    return composing === null ? drawStatus(facts, width, painter) : drawComposing(composing, width, painter);
  }

  return <Pane width={width} height={1} rows={[row]} />;
});
