import {memo} from 'react';
import type {Clock} from '../../src/lib/time/clock.ts';
import {inLog} from '../../src/store/state.ts';
import {Pane} from '../base/Pane.tsx';
import {useAppState} from '../base/use-app-state.ts';
import {useNow} from '../base/use-now.ts';
import type {Painter} from '../theme/theme.ts';
import type {Calendar} from '../theme/time-format.ts';
import {drawDetails} from './details.ts';

/** Who takes part in the open conversation and how it is set, at the right of a wide screen. */
export const DetailsPane = memo(function DetailsPane({
  width,
  height,
  painter,
  calendar,
  clock,
}: {
  readonly width: number;
  readonly height: number;
  readonly painter: Painter;
  readonly calendar: Calendar;
  readonly clock: Clock;
}) {
  const conversation = useAppState(state => inLog(state.conversations, state.open));
  const peers = useAppState(state => state.peers);
  const now = useNow(clock);
  const participants = (conversation?.participants ?? []).flatMap(key => peers.get(key) ?? []);
  const facts = {conversation, participants, now};
  return <Pane width={width} height={height} rows={drawDetails(facts, calendar, {width, height}, painter)} />;
});
