import type {ConversationId} from '../../src/core/api/api.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {ListedFace, ListedPeer, PeerSections} from '../../src/store/peer-list.ts';
import type {LastWords} from '../../src/store/state.ts';
import {fitName, fitTo, oneLine, pad} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter, Role} from '../theme/theme.ts';

export type PeerListFacts = {
  readonly sections: PeerSections;
  readonly selected: ConversationId | null;
  readonly open: ConversationId | null;
  /** The key that opens a conversation with Alt. */
  readonly numbers: ReadonlyMap<ConversationId, number>;
  /** Conversations with something that was typed and not sent. */
  readonly drafts: ReadonlyMap<string, string>;
  readonly lastWords: ReadonlyMap<ConversationId, Pick<LastWords, 'outgoing' | 'text'>>;
  /** A time as the list writes it, in at most six columns. */
  readonly when: (time: number) => string;
};

type Size = {readonly width: number; readonly height: number};
type Row = {readonly conversation: ConversationId | null; readonly text: string};

/** The line at the right. */
const BORDER_COLUMNS = 1;
/** Cursor, presence, verified. */
const MARK_COLUMNS = 3;
/** An ellipsis and a piece of an id. */
const LEAST_NAME = 6;
/** From so many columns on, the list says when somebody last wrote, and what. */
const COLUMNS_WITH_TIME = 18;
const COLUMNS_WITH_WORDS = 26;
/** Somebody began to write, and did not send it. */
const DRAFT = '✎';

/** The rows of the list with its border on the right: `height` rows, each `width` columns. */
export function drawPeers(facts: PeerListFacts, {width, height}: Size, painter: Painter): string[] {
  const inner = width - BORDER_COLUMNS;
  const rows = allRows(facts, {width: inner, height}, painter);
  const first = firstRow(rows, facts.selected, height);
  const border = painter.paint('border', '│');
  return Array.from(
    {length: height},
    (_, index) => (rows[first + index]?.text ?? ' '.repeat(inner)) + border,
  );
}

/** The conversation in a row of the list; null if there is none. */
export function conversationAt(
  facts: Pick<PeerListFacts, 'sections' | 'selected' | 'open'>,
  {width, height}: Size,
  row: number,
): ConversationId | null {
  const bare: Painter = {paint: (_, text) => text, paintPerson: (_, text) => text};
  const all = {...facts, ...{numbers: NOTHING, drafts: NOTHING, lastWords: NOTHING}, when: () => ''};
  const rows = allRows(all, {width: width - BORDER_COLUMNS, height}, bare);
  return rows[firstRow(rows, facts.selected, height) + row]?.conversation ?? null;
}

const NOTHING = new Map();

function allRows(facts: PeerListFacts, {width, height}: Size, painter: Painter): Row[] {
  const {requests, pinned, contacts, rooms, archived} = facts.sections;
  const heading = (text: string, role: Role) => ({
    conversation: null,
    text: painter.paint(role, fitTo(text, width)),
  });
  const several = [pinned, contacts, rooms, archived].flat().length;
  const headings = [requests, pinned, rooms, archived].filter(({length}) => length > 0).length;
  const hasWords = width >= COLUMNS_WITH_WORDS && requests.length + 2 * several + headings + 1 <= height;
  const asking = (listed: ListedPeer) => [
    {conversation: listed.conversation, text: drawPeer(listed, facts, width, painter)},
  ];
  const row = (listed: ListedPeer) => [
    ...asking(listed),
    ...(hasWords
      ? [{conversation: listed.conversation, text: drawWords(listed, facts, width, painter)}]
      : []),
  ];
  const section = (title: string, listed: readonly ListedPeer[]) =>
    listed.length === 0 ? [] : [heading(title, 'section'), ...listed.flatMap(row)];
  const above = [
    ...(requests.length === 0
      ? []
      : [heading(screenTexts.peers.requests, 'request'), ...requests.flatMap(asking)]),
    ...section(screenTexts.peers.pinned, pinned),
  ];
  const below = [
    ...section(screenTexts.peers.rooms, rooms),
    ...section(screenTexts.peers.archived, archived),
  ];
  const isNobody = contacts.length + pinned.length + archived.length === 0;
  const people = isNobody ? [heading(screenTexts.peers.none, 'section')] : contacts.flatMap(row);
  const isTold = above.length > 0 && people.length > 0;
  const title = isTold ? [heading(screenTexts.peers.contacts, 'section')] : [];
  return [...above, ...title, ...people, ...below];
}

/** ` ●✓name ✎ ~ 12`, on one line whatever the name: what natter says of somebody has columns of its own. */
function drawPeer(listed: ListedPeer, facts: PeerListFacts, width: number, painter: Painter): string {
  const {peer, conversation, unread, muted, mentions, lastActivity} = listed;
  const {selected, open, numbers, drafts, when} = facts;
  const number = unread > 999 ? '999+' : unread;
  const isDrafted = conversation !== open && (drafts.get(conversation) ?? '') !== '';
  const signs = (isDrafted ? ` ${DRAFT}` : '') + (muted ? ' ~' : '');
  const time = unread === 0 && width >= COLUMNS_WITH_TIME && lastActivity > 0 ? ` ${when(lastActivity)}` : '';
  const unreadCount = unread === 0 ? '' : ` ${mentions ? '@' : ''}${number}`;
  const count = [signs + unreadCount + time, unreadCount + time, unreadCount].find(leavesRoom(width)) ?? '';
  const cursor = conversation === open ? '›' : (numbers.get(conversation) ?? ' ');
  const {mark, role} = markOf(peer);
  const verified = peer.verified ? '✓' : ' ';
  const room = width - MARK_COLUMNS - textWidth(count);
  const name = pad(fitName(peer.name, room), room);
  if (conversation === selected) {
    return painter.paint('selected', `${cursor}${mark}${verified}${name}${count}`);
  }
  const shown = conversation === open || unread > 0 ? painter.paint('title', name) : name;
  const state = `${painter.paint(role, mark)}${painter.paint('delivered', verified)}`;
  const left =
    conversation === open ? painter.paint('prompt', cursor as string) : painter.paint('faint', `${cursor}`);
  return `${left}${state}${shown}${painter.paint(unread === 0 ? 'time' : unreadRole(muted, mentions), count)}`;
}

/** What is being written to somebody, else what was said last, below their name. */
function drawWords(
  {conversation}: ListedPeer,
  facts: PeerListFacts,
  width: number,
  painter: Painter,
): string {
  const {drafts, lastWords, open, selected} = facts;
  const draft = conversation === open ? '' : (drafts.get(conversation) ?? '');
  const last = lastWords.get(conversation);
  const text =
    draft !== ''
      ? screenTexts.peers.draft(draft)
      : last === undefined
        ? ''
        : last.outgoing
          ? screenTexts.peers.yours(last.text)
          : last.text;
  const room = width - MARK_COLUMNS - 1;
  const row = `${' '.repeat(MARK_COLUMNS)}${fitTo(oneLine(text), room)} `;
  return painter.paint(conversation === selected ? 'selected' : 'faint', row);
}

/** What stands behind a name gives way where the piece of the id would be cut. */
function leavesRoom(width: number): (behind: string) => boolean {
  return behind => width - MARK_COLUMNS - textWidth(behind) >= LEAST_NAME;
}

function unreadRole(muted: boolean, mentions: boolean): Role {
  return mentions ? 'mention' : muted ? 'faint' : 'unread';
}

function markOf(peer: ListedFace): {mark: string; role: Role} {
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
