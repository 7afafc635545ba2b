import type {ConversationView, PeerKey, PeerView, RoomLevel, RoomView} from '../../src/core/api/api.ts';
import {endDirection} from '../../src/lib/text/direction.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {shortDuration} from '../../src/lib/time/duration.ts';
import {fitName, fitTo, oneLine, truncate} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import {wrap} from '../text/wrap.ts';
import type {Painter} from '../theme/theme.ts';
import type {Calendar} from '../theme/time-format.ts';

export type DetailsFacts = {
  readonly conversation: ConversationView | undefined;
  /** What it is called. */
  readonly name: string;
  /** With whom it is; undefined in a room. */
  readonly peer: PeerView | undefined;
  readonly personOf: (key: PeerKey) => PeerView | undefined;
  readonly now: number;
};

type When = {readonly calendar: Calendar; readonly now: number};

/** The line at the left, and a column behind it. */
const BORDER_COLUMNS = 2;
/** What a row is about stands in so many columns. */
const LABEL_COLUMNS = 13;
/** Whether they are here, whether their key was compared, and a space. */
const MARK_COLUMNS = 3;

/** The rows of the pane at the right of a wide screen: `height` rows, none wider than `width`. */
export function drawDetails(
  facts: DetailsFacts,
  calendar: Calendar,
  {width, height}: {readonly width: number; readonly height: number},
  painter: Painter,
): string[] {
  const inner = width - BORDER_COLUMNS;
  const {conversation, peer, now} = facts;
  const room = conversation?.room ?? null;
  const when = {calendar, now};
  const rows =
    conversation !== undefined && room !== null
      ? drawRoom(facts, {conversation, room}, when, {width: inner, height}, painter)
      : [
          ...(peer === undefined ? [] : drawPerson(peer, now, calendar, inner, painter)),
          ...drawConversation(conversation, when, inner, painter),
        ];
  const border = `${painter.paint('border', '│')} `;
  return Array.from({length: height}, (_, index) => border + (rows[index] ?? ''));
}

/** A room may have thousands of members: as many as there are rows for, those who are here before the rest. */
function drawRoom(
  {name, personOf}: DetailsFacts,
  {conversation, room}: {readonly conversation: ConversationView; readonly room: RoomView},
  when: When,
  {width, height}: {readonly width: number; readonly height: number},
  painter: Painter,
): string[] {
  const texts = screenTexts.details;
  const row = rowOf(width, painter);
  const {participants, expiry} = conversation;
  const {topic, level, history, notify, here, staff} = room;
  const head = [
    painter.paint('title', fitName(name, width)),
    ...wrap(oneLine(topic), width).filter(line => line !== ''),
    ...(level === null ? [] : [row(texts.youAre, level)]),
    row(texts.newcomers, texts.readFrom[history]),
    row(texts.disappear, expiry === null ? texts.never : texts.after(shortDuration(expiry))),
    row(texts.alerts, alertsOf(conversation, notify, when)),
    '',
    painter.paint('title', truncate(texts.members(participants.length + (level === null ? 0 : 1)), width)),
  ];
  const isHere = new Set(here);
  const levels = new Map(staff.map(({key, level: theirs}) => [key, theirs]));
  const isFirst = (key: PeerKey) => isHere.has(key) || levels.has(key);
  const first = participants.filter(isFirst).sort((a, b) => Number(isHere.has(b)) - Number(isHere.has(a)));
  const places = Math.max(0, height - head.length);
  const shown = participants.length > places ? Math.max(0, places - 1) : participants.length;
  const rest = participants.filter(key => !isFirst(key)).slice(0, shown);
  const members = [...first, ...rest].slice(0, shown);
  const more = participants.length - members.length;
  return [
    ...head,
    ...members.map(key => drawMember(key, {personOf, isHere, levels}, width, painter)),
    ...(more > 0 ? [painter.paint('faint', truncate(texts.more(more), width))] : []),
  ];
}

function drawMember(
  key: PeerKey,
  {
    personOf,
    isHere,
    levels,
  }: Pick<DetailsFacts, 'personOf'> & {
    readonly isHere: ReadonlySet<PeerKey>;
    readonly levels: ReadonlyMap<PeerKey, RoomLevel>;
  },
  width: number,
  painter: Painter,
): string {
  const person = personOf(key);
  const level = levels.get(key);
  const behind = level === undefined ? '' : ` · ${level}`;
  const mark = isHere.has(key) ? painter.paint('online', '●') : painter.paint('faint', '○');
  const verified = painter.paint('delivered', person?.verified ? '✓' : ' ');
  const shown = fitName(person?.name ?? key, width - MARK_COLUMNS - textWidth(behind));
  return `${mark}${verified} ${shown}${painter.paint('faint', behind)}`;
}

function drawPerson(
  peer: PeerView,
  now: number,
  calendar: Calendar,
  width: number,
  painter: Painter,
): string[] {
  const texts = screenTexts.details;
  const row = rowOf(width, painter);
  const {presence, path, verified, id, address, lastSeen, localName, ownName} = peer;
  const seen = lastSeen === 0 ? texts.never : `${calendar.glance(lastSeen, now)} ${calendar.clock(lastSeen)}`;
  return [
    painter.paint('title', fitName(peer.name, width)),
    ...(localName === null ? [] : [row(texts.ownName, ownName)]),
    row(texts.presence, presence),
    ...(presence === 'online' ? (path === null ? [] : [row(texts.path, path)]) : [row(texts.lastSeen, seen)]),
    row(texts.key, verified ? texts.verified : texts.notVerified),
    row(texts.id, id),
    ...(address === null ? [] : [row(texts.address, address)]),
  ];
}

function drawConversation(
  conversation: ConversationView | undefined,
  when: When,
  width: number,
  painter: Painter,
): string[] {
  if (conversation === undefined) {
    return [];
  }
  const texts = screenTexts.details;
  const row = rowOf(width, painter);
  const {expiry} = conversation;
  return [
    '',
    painter.paint('title', texts.conversation),
    row(texts.disappear, expiry === null ? texts.never : texts.after(shortDuration(expiry))),
    row(texts.alerts, alertsOf(conversation, 'all', when)),
  ];
}

/** What is told of; `off till 21:18` where that ends by itself. */
function alertsOf(
  {muted, mutedUntil}: ConversationView,
  notify: RoomView['notify'],
  {calendar, now}: When,
): string {
  const texts = screenTexts.details.notify;
  return muted && mutedUntil !== null
    ? texts.until(calendar.moment(mutedUntil, now))
    : texts[muted ? 'off' : notify];
}

function rowOf(width: number, painter: Painter): (label: string, value: string) => string {
  return (label, value) =>
    painter.paint('faint', fitTo(label, LABEL_COLUMNS)) +
    endDirection(truncate(value, width - LABEL_COLUMNS));
}
