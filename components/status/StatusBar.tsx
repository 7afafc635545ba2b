import {memo, useSyncExternalStore} from 'react';
import {commands} from '../../src/commands/registry.ts';
import type {Clock} from '../../src/lib/time/clock.ts';
import type {AppStore} from '../../src/store/store.ts';
import {countUnread} from '../../src/store/unread.ts';
import {Pane} from '../base/Pane.tsx';
import {useAppState} from '../base/use-app-state.ts';
import {useNow} from '../base/use-now.ts';
import type {Bar} from '../input/input-line.ts';
import {useBar} from '../input/use-bar.ts';
import type {InputQueue} from '../keys/input-queue.ts';
import type {KeyBinding} from '../keys/key-map.ts';
import type {HintLook} from '../keys/mode.ts';
import {useModeStack} from '../keys/use-mode.ts';
import type {Painter} from '../theme/theme.ts';
import type {Calendar} from '../theme/time-format.ts';
import {drawCandidates} from './candidates.ts';
import {drawHint} from './hint.ts';
import {drawHold} from './holding.ts';
import {drawRecalling} from './recalling.ts';
import {
  alarmedPeers,
  chosenPeer,
  countOnline,
  countRequests,
  drawStatus,
  mentioningPeers,
  offeredPeer,
} from './status.ts';
import {commandOf, drawUsage} from './usage-hint.ts';

type Watched<T> = {
  readonly getState: () => T;
  readonly subscribe: (listener: () => void) => () => void;
};

type Model = {
  readonly painter: Painter;
  readonly clock: Clock;
  readonly calendar: Calendar;
  readonly keyMap: readonly KeyBinding[];
  readonly store: AppStore;
  readonly bar: Bar;
  readonly queue: Pick<InputQueue<unknown>, 'getState' | 'subscribe'>;
  readonly quitting: Watched<boolean>;
  readonly hint: (look: HintLook) => string | null;
};

/** What wants something, errors, the time; while a mode or Tab has something to say, that. */
export const StatusBar = memo(function StatusBar({
  width,
  height,
  model,
}: {
  readonly width: number;
  /** More than one row while an answer needs them. */
  readonly height: number;
  readonly model: Model;
}) {
  const {painter, clock, calendar, keyMap, store, bar, queue, quitting} = model;
  const completing = useBar(bar, state => state.completing);
  const recalling = useBar(bar, state => state.recalling);
  const isEmpty = useBar(bar, state => state.editor.text === '');
  const isQuitting = useSyncExternalStore(quitting.subscribe, quitting.getState);
  const hold = useSyncExternalStore(queue.subscribe, () => queue.getState().hold);
  const stack = useModeStack(state => state);
  useAppState(state => state.mentioned);
  useAppState(state => state.open);
  useAppState(state => state.found);
  useAppState(state => state.selected);
  const facts = {
    isQuitting,
    phase: useAppState(state => state.phase),
    self: useAppState(state => state.self),
    answer: useAppState(state => state.answer),
    online: useAppState(countOnline),
    unread: useAppState(state => countUnread(state, state.open)),
    requests: useAppState(countRequests),
    alarmed: alarmedPeers({peers: useAppState(state => state.peers)}),
    mentioned: mentioningPeers(store.getState()),
    chosen: useAppState(state => (isEmpty ? chosenPeer(state) : null)),
    offered: useAppState(state => (isEmpty ? offeredPeer(state) : null)),
    time: calendar.clock(useNow(clock)),
  };
  const command = useBar(bar, state => commandOf(state.editor.text, commands));

  function rowOfMode(): string | null {
    if (hold !== null) {
      return drawHold(hold, width, painter);
    }
    if (completing !== null) {
      return drawCandidates(completing, width, painter);
    }
    if (recalling !== null) {
      return drawRecalling(recalling, width, painter);
    }
    const hint =
      isQuitting && stack.length === 1 ? null : model.hint({width, painter, keyMap, state: store.getState()});
    if (hint !== null) {
      return hint;
    }
    const isRefused = facts.answer !== null && facts.answer.kind !== 'notice';
    return command !== null && !isQuitting && !isRefused ? drawUsage(command, width, painter) : null;
  }

  const hint = useAppState(state => state.hint);
  const above = hint === null || height === 1 ? [] : [drawHint(hint.name, keyMap, width, painter)];
  const row = rowOfMode();
  const below = row === null ? drawStatus(facts, {width, height: height - above.length}, painter) : [row];
  const rows = [...above, ...below];
  const blank = Array.from({length: height - rows.length}, () => painter.paint('status', ' '.repeat(width)));
  return <Pane width={width} height={height} rows={[...blank, ...rows]} />;
});
