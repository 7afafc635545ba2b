import {termsOf} from '../../../src/commands/engine/describe-invite.ts';
import {chordLabel} from '../../../src/lib/chords.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import type {KeyBinding} from '../../keys/key-map.ts';
import {fitTo, truncate} from '../../text/fit.ts';
import {asciiQrRows, qrRows} from '../../text/qr.ts';
import {chop, wrap} from '../../text/wrap.ts';
import type {Painter} from '../../theme/theme.ts';
import type {Calendar} from '../../theme/time-format.ts';
import type {InviteState} from './invite-mode.ts';

/** Columns between the code and what is said beside it, and the fewest that this takes. */
const GAP = 2;
const TEXT_COLUMNS = 26;
/** More columns than this are hard to read. */
const WIDEST_TEXT = 72;

export type InviteLook = {
  readonly columns: number;
  readonly rows: number;
  readonly painter: Painter;
  readonly calendar: Calendar;
  readonly keyMap: readonly KeyBinding[];
  /** Wall time, milliseconds. */
  readonly now: number;
  /** The terminal takes nothing but ASCII. */
  readonly isAscii: boolean;
};

/** The page of an invite: its link, and a QR code beside or below that where there is room for it. */
export function drawInvite(state: InviteState, look: InviteLook): string[] {
  const {columns, rows, painter} = look;
  const code = codeRows(state, look.isAscii);
  const codeColumns = code[0]?.length ?? 0;
  const beside = columns - codeColumns - GAP;
  const room = rows - 1;
  const hint = painter.paint('hint', truncate(hintText(look.keyMap), columns));
  if (beside >= TEXT_COLUMNS && code.length <= room) {
    return [...placeBeside(code, textRows(state, beside, look), room, painter), hint];
  }
  const text = textRows(state, columns, look);
  if (codeColumns <= columns && text.length + code.length < room) {
    return [...fill([...text, '', ...painted(code, painter)], room), hint];
  }
  const wanted = screenTexts.pages.qrNeeds(codeColumns + GAP + TEXT_COLUMNS, code.length + 1);
  return [...fill([...text, '', ...wrap(wanted, columns)], room), hint];
}

/** In upper case, which means the same in a link and makes a smaller code. */
function codeRows({given}: InviteState, isAscii: boolean): readonly string[] {
  return (isAscii ? asciiQrRows : qrRows)(given.link.toUpperCase());
}

function painted(code: readonly string[], painter: Painter): string[] {
  return code.map(row => painter.paint('code', row));
}

function placeBeside(
  code: readonly string[],
  text: readonly string[],
  room: number,
  painter: Painter,
): string[] {
  const columns = code[0]?.length ?? 0;
  return Array.from({length: room}, (_, y) => {
    const row = code[y];
    const left = row === undefined ? fitTo('', columns) : painter.paint('code', row);
    return `${left}${' '.repeat(GAP)}${text[y] ?? ''}`;
  });
}

/** The link stands at the left edge, so that a terminal selects nothing else with it. */
function textRows(
  {given, isCopied, cameBy}: InviteState,
  columns: number,
  {painter, calendar, now}: InviteLook,
): string[] {
  const {title, link, expires, advice} = given;
  const width = Math.min(columns, WIDEST_TEXT);
  const until = `${calendar.date(expires)} ${calendar.clock(expires)}`;
  const terms =
    now < expires
      ? screenTexts.pages.inviteTerms(termsOf(given, now).slice('for '.length), until)
      : screenTexts.pages.inviteExpired;
  return [
    painter.paint('title', truncate(title, width)),
    ...wrap(terms, width),
    '',
    ...chop(link, width),
    '',
    ...(isCopied ? wrap(screenTexts.frame.copied, width) : []),
    ...cameBy.flatMap(name => wrap(screenTexts.pages.inviteUsed(name), width)),
    ...wrap(advice, width),
  ];
}

function hintText(keyMap: readonly KeyBinding[]): string {
  const chord = keyMap.find(({action}) => action === 'invite-copy')?.chords[0];
  return chord === undefined ? screenTexts.pages.escCloses : screenTexts.pages.inviteHint(chordLabel(chord));
}

function fill(rows: readonly string[], height: number): string[] {
  return Array.from({length: height}, (_, y) => rows[y] ?? '');
}
