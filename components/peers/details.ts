import type {ConversationView, PeerView} from '../../src/core/api/api.ts';
import {endDirection} from '../../src/lib/text/direction.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {shortDuration} from '../../src/lib/time/duration.ts';
import {fitName, fitTo, truncate} from '../text/fit.ts';
import type {Painter} from '../theme/theme.ts';
import type {Calendar} from '../theme/time-format.ts';

export type DetailsFacts = {
  readonly conversation: ConversationView | undefined;
  /** Who takes part besides the user. */
  readonly participants: readonly PeerView[];
  readonly now: number;
};

/** The line at the left, and a column behind it. */
const BORDER_COLUMNS = 2;
/** What a row is about stands in so many columns. */
const LABEL_COLUMNS = 13;

/** The rows of the pane at the right of a wide screen: `height` rows, none wider than `width`. */
export function drawDetails(
  facts: DetailsFacts,
  calendar: Calendar,
  {width, height}: {readonly width: number; readonly height: number},
  painter: Painter,
): string[] {
  const inner = width - BORDER_COLUMNS;
  const rows = [
    ...facts.participants.flatMap((peer, index) => [
      ...(index === 0 ? [] : ['']),
      ...drawPerson(peer, facts.now, calendar, inner, painter),
    ]),
    ...drawConversation(facts.conversation, inner, painter),
  ];
  const border = `${painter.paint('border', '│')} `;
  return Array.from({length: height}, (_, index) => border + (rows[index] ?? ''));
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
  width: number,
  painter: Painter,
): string[] {
  if (conversation === undefined) {
    return [];
  }
  const texts = screenTexts.details;
  const row = rowOf(width, painter);
  const {expiry, muted} = conversation;
  return [
    '',
    painter.paint('title', texts.conversation),
    row(texts.disappear, expiry === null ? texts.never : texts.after(shortDuration(expiry))),
    row(texts.alerts, muted ? 'off' : 'on'),
  ];
}

function rowOf(width: number, painter: Painter): (label: string, value: string) => string {
  return (label, value) =>
    painter.paint('faint', fitTo(label, LABEL_COLUMNS)) +
    endDirection(truncate(value, width - LABEL_COLUMNS));
}
