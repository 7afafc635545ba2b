import type {ConversationId, PeerView} from '../../src/core/api/api.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {ListedPeer, PeerSections} from '../../src/store/peer-list.ts';
import {fitName, fitTo, pad} from '../text/fit.ts';
import type {Painter, Role} from '../theme/theme.ts';

export type PeerListFacts = {
  readonly sections: PeerSections;
  readonly selected: ConversationId | null;
  readonly open: ConversationId | null;
};

type Row = {readonly conversation: ConversationId | null; readonly text: string};

/** The line at the right. */
const BORDER_COLUMNS = 1;
/** Cursor, presence, verified. */
const MARK_COLUMNS = 3;
/** An ellipsis and a piece of an id. */
const LEAST_NAME = 6;

/** The rows of the peer list with its border on the right: `height` rows, each `width` columns. */
export function drawPeers(facts: PeerListFacts, width: number, height: number, painter: Painter): string[] {
  const inner = width - BORDER_COLUMNS;
  const rows = allRows(facts, inner, painter);
  const first = firstRow(rows, facts.selected, height);
  const border = painter.paint('border', '│');
  return Array.from(
    {length: height},
    (_, index) => (rows[first + index]?.text ?? ' '.repeat(inner)) + border,
  );
}

/** The conversation in a row of the list; null if there is none. */
export function conversationAt(facts: PeerListFacts, height: number, row: number): ConversationId | null {
  const bare: Painter = {paint: (_, text) => text, paintPerson: (_, text) => text};
  const rows = allRows(facts, 1, bare);
  return rows[firstRow(rows, facts.selected, height) + row]?.conversation ?? null;
}

function allRows(facts: PeerListFacts, width: number, painter: Painter): Row[] {
  const {requests, contacts} = facts.sections;
  const heading = (text: string, role: Role) => ({
    conversation: null,
    text: painter.paint(role, fitTo(text, width)),
  });
  const row = (listed: ListedPeer) => ({
    conversation: listed.conversation,
    text: drawPeer(listed, facts, width, painter),
  });
  const known = contacts.length === 0 ? [heading(screenTexts.peers.none, 'section')] : contacts.map(row);
  return requests.length === 0
    ? known
    : [
        heading(screenTexts.peers.requests, 'request'),
        ...requests.map(row),
        heading(screenTexts.peers.contacts, 'section'),
        ...known,
      ];
}

/** ` ●✓name ~ 12`, on one line whatever the name: what natter says of somebody has columns of its own. */
function drawPeer(
  {peer, conversation, unread, muted, mentions}: ListedPeer,
  {selected, open}: PeerListFacts,
  width: number,
  painter: Painter,
): string {
  const number = unread > 999 ? '999+' : unread;
  const unreadCount = unread === 0 ? '' : ` ${mentions ? '@' : ''}${number}`;
  const count = [(muted ? ' ~' : '') + unreadCount, unreadCount].find(leavesRoom(width)) ?? '';
  const cursor = conversation === open ? '›' : ' ';
  const {mark, role} = markOf(peer);
  const verified = peer.verified ? '✓' : ' ';
  const room = width - MARK_COLUMNS - count.length;
  const name = pad(fitName(peer.name, room), room);
  if (conversation === selected) {
    return painter.paint('selected', `${cursor}${mark}${verified}${name}${count}`);
  }
  const shown = conversation === open ? painter.paint('title', name) : name;
  const state = `${painter.paint(role, mark)}${painter.paint('delivered', verified)}`;
  return `${cursor}${state}${shown}${painter.paint(unreadRole(muted, mentions), count)}`;
}

/** What stands behind a name gives way where the piece of the id would be cut. */
function leavesRoom(width: number): (behind: string) => boolean {
  return behind => width - MARK_COLUMNS - behind.length >= LEAST_NAME;
}

function unreadRole(muted: boolean, mentions: boolean): Role {
  return mentions ? 'mention' : muted ? 'faint' : 'unread';
}

function markOf(peer: PeerView): {mark: string; role: Role} {
  if (peer.relation === 'request') {
    return {mark: '?', role: 'request'};
  }
  if (peer.relation === 'alarmed') {
    return {mark: '!', role: 'error'};
  }
  switch (peer.presence) {
    case 'online':
      return {mark: '●', role: 'online'};
    case 'connecting':
      return {mark: '◌', role: 'connecting'};
    case 'offline':
      return {mark: '○', role: 'faint'};
  }
}

/** The list starts so that the chosen peer is on the screen. */
function firstRow(rows: readonly Row[], selected: ConversationId | null, height: number): number {
  const at = rows.findIndex(({conversation}) => conversation !== null && conversation === selected);
  return Math.max(0, Math.min(at - Math.floor(height / 2), rows.length - height));
}
