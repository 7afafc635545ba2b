import {memo} from 'react';
import {commands} from '../../src/commands/registry.ts';
import {Pane} from '../base/Pane.tsx';
import {useAppState, useBar, useHeldInput, useModel, useUi} from '../base/use-model.ts';
import {useNow} from '../base/use-now.ts';
import {drawPasteHint} from '../input/paste-hint.ts';
import {drawVisit} from '../pages/search/hint.ts';
import {drawFilter} from '../peers/filter.ts';
import {drawComposing, drawPicker, drawSelectionHint} from '../selection/hint.ts';
import {drawCandidates} from './candidates.ts';
import {drawHold} from './holding.ts';
import {drawRecalling} from './recalling.ts';
import {chosenPeer, countOnline, countRequests, countUnread, drawStatus, offeredPeer} from './status.ts';
import {commandOf, drawUsage} from './usage-hint.ts';

/** Name, address, state, errors, time; while Tab completes, what there is to choose from. */
export const StatusBar = memo(function StatusBar({width}: {readonly width: number}) {
  const {painter, clock, calendar, keyMap} = useModel();
  const completing = useBar(state => state.completing);
  const recalling = useBar(state => state.recalling);
  const isEmpty = useBar(state => state.editor.text === '');
  const visit = useUi(state => state.visit);
  const found = useAppState(state => state.found);
  const facts = {
    phase: useAppState(state => state.phase),
    self: useAppState(state => state.self),
    alert: useAppState(state => state.alert),
    online: useAppState(countOnline),
    unread: useAppState(countUnread),
    requests: useAppState(countRequests),
    isQuitting: useUi(state => state.isQuitting),
    chosen: useAppState(state => (isEmpty ? chosenPeer(state) : null)),
    offered: useAppState(state => (isEmpty ? offeredPeer(state) : null)),
    time: calendar.clock(useNow(clock)),
  };
  const selected = useUi(state => state.selected);
  const deletes = useUi(state => state.deletes);
  const picker = useUi(state => state.picker);
  const composing = useUi(state => state.composing);
  const filter = useUi(state => state.filter);
  const sought = useAppState(({peers, selected}) => peers.get(selected ?? '')?.name ?? null);
  const isPasting = useUi(state => state.pasted !== null);
  const command = useBar(state => commandOf(state.editor.text, commands));
  const hold = useHeldInput(state => state.hold);
  const row = drawRow();

  function drawRow(): string {
    if (hold !== null) {
      return drawHold(hold, width, painter);
    }
    if (completing !== null) {
      return drawCandidates(completing, width, painter);
    }
    if (recalling !== null) {
      return drawRecalling(recalling, width, painter);
    }
    if (isPasting) {
      return drawPasteHint(width, painter);
    }
    if (filter !== null) {
      return drawFilter(filter, sought, width, painter);
    }
    if (picker !== null) {
      return drawPicker(picker, width, painter);
    }
    if (selected !== null) {
      return drawSelectionHint(deletes, width, painter);
    }
    if (visit !== null && isEmpty && !facts.isQuitting) {
      return drawVisit(visit, found, keyMap, width, painter);
    }
    if (command !== null && !facts.isQuitting) {
      return drawUsage(command, width, painter);
    }
    return composing === null ? drawStatus(facts, width, painter) : drawComposing(composing, width, painter);
  }

  return <Pane width={width} height={1} rows={[row]} />;
});
