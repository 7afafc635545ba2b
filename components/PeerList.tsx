import {memo, useMemo} from 'react';
import {peerSections} from '../src/store/peer-list.ts';
import {Pane} from './Pane.tsx';
import {drawPeers} from './peers/rows.ts';
import {useAppState, useModel} from './use-model.ts';

/** Who asks to talk, and the contacts with their presence and unread counts. */
export const PeerList = memo(function PeerList({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}) {
  const {painter} = useModel();
  const peers = useAppState(state => state.peers);
  const conversations = useAppState(state => state.conversations);
  const selected = useAppState(state => state.selected);
  const open = useAppState(state => state.open);
  const sections = useMemo(() => peerSections({peers, conversations}), [peers, conversations]);
  return (
    <Pane
      width={width}
      height={height}
      rows={drawPeers({sections, selected, open}, width, height, painter)}
    />
  );
});
