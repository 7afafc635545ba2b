import {memo, useMemo} from 'react';
import {peerSections} from '../../src/store/peer-list.ts';
import {Pane} from '../base/Pane.tsx';
import {useAppState} from '../base/use-app-state.ts';
import {useMode} from '../keys/use-mode.ts';
import type {Painter} from '../theme/theme.ts';
import {FILTER, filterSections} from './filter.ts';
import {drawPeers} from './rows.ts';

/** Requests, and the contacts with their presence and unread counts. */
export const PeerList = memo(function PeerList({
  width,
  height,
  painter,
}: {
  readonly width: number;
  readonly height: number;
  readonly painter: Painter;
}) {
  const peers = useAppState(state => state.peers);
  const conversations = useAppState(state => state.conversations);
  const selected = useAppState(state => state.selected);
  const open = useAppState(state => state.open);
  const mentioned = useAppState(state => state.mentioned);
  const filter = useMode(FILTER)?.typed ?? null;
  const sections = useMemo(
    () => filterSections(peerSections({peers, conversations, mentioned}), filter),
    [peers, conversations, mentioned, filter],
  );
  return (
    <Pane
      width={width}
      height={height}
      rows={drawPeers({sections, selected, open}, width, height, painter)}
    />
  );
});
