import type {IBuffer, IBufferCell} from '@xterm/headless';

/** A colour of the palette (0 to 255), of its own (`#rrggbb`), or the terminal's default (null). */
export type Colour = number | string | null;

/** How a cell looks. */
export type Look = {
  readonly foreground: Colour;
  readonly background: Colour;
  readonly isInverse: boolean;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isItalic: boolean;
  readonly isUnderlined: boolean;
};

/** One character on the screen, at a column and so many columns wide. */
export type Cell = Look & {readonly text: string; readonly column: number; readonly width: number};

/** Reads the cells that a terminal shows, row by row; what was never written is a space. */
export function readCells(buffer: IBuffer, columns: number, rows: number): readonly (readonly Cell[])[] {
  return Array.from({length: rows}, (_, row) => readRow(buffer, buffer.baseY + row, columns));
}

function readRow(buffer: IBuffer, row: number, columns: number): readonly Cell[] {
  const line = buffer.getLine(row);
  const cells: Cell[] = [];
  for (let column = 0; column < columns; column += 1) {
    const cell = line?.getCell(column);
    if (cell !== undefined && cell.getWidth() > 0) {
      cells.push({...lookOf(cell), text: cell.getChars() || ' ', column, width: cell.getWidth()});
    }
  }
  return cells;
}

function lookOf(cell: IBufferCell): Look {
  const foreground = colourOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor());
  const background = colourOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor());
  return {
    foreground,
    background,
    isInverse: cell.isInverse() !== 0,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isItalic: cell.isItalic() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
  };
}

function colourOf(isDefault: boolean, isDirect: boolean, value: number): Colour {
  if (isDefault) {
    return null;
  }
  return isDirect ? `#${value.toString(16).padStart(6, '0')}` : value;
}
