import {memo} from 'react';
import type {PeerKey} from '../../src/core/api/api.ts';
import type {Clock} from '../../src/lib/time/clock.ts';
import {inLog, nameIn, peerIn} from '../../src/store/state.ts';
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
  const open = useAppState(state => state.open);
  const conversation = useAppState(state => inLog(state.conversations, state.open));
  const peers = useAppState(state => state.peers);
  const name = useAppState(state => nameIn(state, state.open)) ?? '';
  const now = useNow(clock);
  const facts = {
    conversation,
    name,
    peer: peerIn({peers}, open),
    personOf: (key: PeerKey) => peers.get(key),
    now,
  };
  return <Pane width={width} height={height} rows={drawDetails(facts, calendar, {width, height}, painter)} />;
});
