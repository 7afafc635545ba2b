import {memo, useMemo} from 'react';
import type {Clock} from '../../src/lib/time/clock.ts';
import {numberedConversations, peerSections} from '../../src/store/peer-list.ts';
import {Pane} from '../base/Pane.tsx';
import {useAppState} from '../base/use-app-state.ts';
import {useNow} from '../base/use-now.ts';
import {useMode} from '../keys/use-mode.ts';
import type {Painter} from '../theme/theme.ts';
import type {Calendar} from '../theme/time-format.ts';
import {FILTER, filterSections} from './filter.ts';
import {drawPeers} from './rows.ts';

/** Requests, and the contacts with their presence and unread counts. */
export const PeerList = memo(function PeerList({
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
  const peers = useAppState(state => state.peers);
  const conversations = useAppState(state => state.conversations);
  const selected = useAppState(state => state.selected);
  const open = useAppState(state => state.open);
  const mentioned = useAppState(state => state.mentioned);
  const drafts = useAppState(state => state.drafts);
  const lastWords = useAppState(state => state.lastWords);
  const now = useNow(clock);
  const filter = useMode(FILTER)?.typed ?? null;
  const sections = useMemo(
    () => filterSections(peerSections({peers, conversations, mentioned}), filter),
    [peers, conversations, mentioned, filter],
  );
  const numbers = useMemo(
    () => new Map(numberedConversations({peers}).map((conversation, index) => [conversation, index + 1])),
    [peers],
  );
  const when = (time: number) => calendar.glance(time, now);
  const facts = {sections, selected, open, numbers, drafts, lastWords, when};
  return <Pane width={width} height={height} rows={drawPeers(facts, {width, height}, painter)} />;
});
