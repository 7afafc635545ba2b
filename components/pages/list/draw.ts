import type {LogSize} from '../../base/layout.ts';
import type {Editor} from '../../input/editor.ts';
import {type FieldView, viewField} from '../../text/field-view.ts';
import {fitName, fitTo, pad, truncate} from '../../text/fit.ts';
import {textWidth} from '../../text/width.ts';
import {wrap} from '../../text/wrap.ts';
import type {Painter} from '../../theme/theme.ts';
import {firstShown} from './page.ts';

/** A row of a list: what it is, and a word about it that gives way; both without colours. */
export type PageRow = {
  readonly left: string;
  readonly right: string;
  /** `left` is the name of somebody. */
  readonly isName?: boolean;
  /** Stretches of `left` that stand out. */
  readonly found?: readonly {readonly from: number; readonly to: number}[];
};

/** A field with what stands before it. */
export type LabelledField = {readonly label: string; readonly field: Editor};

/** A page over the log: a title, a field, a list with a mark. */
export type PageFacts = {
  readonly title: string;
  /** Null if nothing can be typed. */
  readonly field: LabelledField | null;
  readonly rows: readonly PageRow[];
  readonly at: number;
  /** Shown where the list is empty. */
  readonly nothing: string;
  /** What there is to say about the marked row; it is wrapped. */
  readonly about?: string;
  /** Painted rows below the list, none wider than the page; where they do not fit, the last ones give way. */
  readonly preview?: (width: number, painter: Painter) => readonly string[];
  readonly hint: string;
};

/** Title, field, and the hint at the bottom. */
const OTHER_ROWS = 3;
const FIELD_ROW = 1;
const GAP = 2;

/** The rows of the page: exactly `height`, none wider than `width`. */
export function drawPage(facts: PageFacts, {width, height}: LogSize, painter: Painter): string[] {
  const {field} = facts;
  const about = facts.about === undefined ? [] : ['', ...wrap(facts.about, width - 2)].slice(0, height / 3);
  const room = Math.max(1, height - OTHER_ROWS - about.length);
  const first = firstShown(facts.at, facts.rows.length, room);
  const left = Math.min(
    Math.max(0, ...facts.rows.map(row => textWidth(row.left))),
    facts.rows.every(row => row.right === '') ? width - 1 : Math.floor(width * 0.45),
  );
  const rows = facts.rows
    .slice(first, first + room)
    .map((row, index) => drawRow(row, first + index === facts.at, left, width, painter));
  const body = rows.length > 0 ? rows : [painter.paint('hint', truncate(` ${facts.nothing}`, width))];
  const preview = facts.preview?.(width, painter).slice(0, Math.max(0, room - body.length - 1)) ?? [];
  const shown = preview.length === 0 ? body : [...body, '', ...preview];
  const filling = Array.from({length: room - shown.length}, () => '');
  return [
    painter.paint('title', fitTo(` ${facts.title}`, width)),
    field === null ? '' : painter.paint('prompt', labelOf(field)) + viewOf(field, width).text,
    ...shown,
    ...filling,
    ...about.map(row => ` ${row}`),
    painter.paint('hint', fitTo(` ${facts.hint}`, width)),
  ];
}

/** Where the cursor stands in a page, from its upper left corner; null if nothing can be typed. */
export function fieldCursor(
  field: LabelledField | null,
  width: number,
): {readonly x: number; readonly y: number} | null {
  return field === null ? null : {x: labelOf(field).length + viewOf(field, width).column, y: FIELD_ROW};
}

function viewOf(field: LabelledField, width: number): FieldView {
  return viewField(field.field, width - labelOf(field).length);
}

function labelOf({label}: LabelledField): string {
  return ` ${label} `;
}

function drawRow(row: PageRow, isMarked: boolean, left: number, width: number, painter: Painter): string {
  const text = (row.isName === true ? fitName : truncate)(row.left, left);
  const right = truncate(row.right, width - left - 1 - GAP);
  if (isMarked) {
    return painter.paint('selected', fitTo(` ${pad(text, left + GAP)}${right}`, width));
  }
  const end = text === row.left ? text.length : text.length - 1; // what is cut off is not painted
  const found = (row.found ?? []).filter(({to}) => to <= end);
  const shown = paintFound(text, found, painter);
  return right === '' ? ` ${shown}` : ` ${pad(shown, left + GAP)}${painter.paint('hint', right)}`;
}

function paintFound(text: string, found: NonNullable<PageRow['found']>, painter: Painter): string {
  let painted = '';
  let end = 0;
  for (const {from, to} of found) {
    painted += text.slice(end, from) + painter.paint('found', text.slice(from, to));
    end = to;
  }
  return painted + text.slice(end);
}
