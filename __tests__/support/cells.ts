import xterm, {type IUnicodeVersionProvider} from '@xterm/headless';
import {graphemeWidths} from './pty.ts';

/** What a terminal shows. */
export type CellsLook = {
  readonly rows: readonly string[];
  /** Of each row, the columns where a style begins, and which. */
  readonly styles: readonly string[];
  /** Null where it is hidden. */
  readonly cursor: {readonly x: number; readonly y: number} | null;
};

/** A terminal emulator in this process. */
export type Cells = {
  readonly write: (data: string) => void;
  /** What stands in each cell of a row, once everything that was written is on the screen. */
  readonly cellsOf: (y: number) => Promise<readonly string[]>;
  /** What somebody copies who selects everything: rows that the terminal wrapped by itself are one line. */
  readonly copied: () => Promise<readonly string[]>;
  readonly resize: (columns: number, rows: number) => void;
  /** Looks once everything that was written is on the screen. */
  readonly look: () => Promise<CellsLook>;
};

/** An empty terminal; by default one that takes every cluster for as wide as we do. */
export function createCells(
  columns: number,
  rows: number,
  widths: IUnicodeVersionProvider = graphemeWidths,
): Cells {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
  terminal.unicode.register(widths);
  terminal.unicode.activeVersion = widths.version;
  let isCursorShown = true;

  const lineAt = (y: number) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + y);

  function stylesAt(y: number): string {
    const styles = Array.from({length: terminal.cols}, (_, x) => styleOf(lineAt(y)?.getCell(x)));
    return styles.map((style, x) => (style === (styles[x - 1] ?? '') ? '' : `${x}:${style} `)).join('');
  }

  return {
    write(data) {
      const last = [...data.matchAll(/\x1b\[\?25([hl])/g)].at(-1)?.[1];
      isCursorShown = last === undefined ? isCursorShown : last === 'h';
      terminal.write(data);
    },
    async cellsOf(y) {
      await new Promise<void>(resolve => terminal.write('', resolve));
      return Array.from({length: terminal.cols}, (_, x) => lineAt(y)?.getCell(x)?.getChars() ?? '');
    },
    async copied() {
      await new Promise<void>(resolve => terminal.write('', resolve));
      const lines: string[] = [];
      for (let y = 0; y < terminal.rows; y++) {
        const line = lineAt(y);
        const goesOn = lineAt(y + 1)?.isWrapped === true;
        const text = line?.translateToString(!goesOn) ?? '';
        lines.push((line?.isWrapped === true ? (lines.pop() ?? '') : '') + text);
      }
      return lines;
    },
    resize: (columns, rows) => terminal.resize(columns, rows),
    async look() {
      await new Promise<void>(resolve => terminal.write('', resolve));
      const {cursorX: x, cursorY: y} = terminal.buffer.active;
      const all = Array.from({length: terminal.rows}, (_, y) => y);
      return {
        rows: all.map(y => (lineAt(y)?.translateToString(true) ?? '').trimEnd()),
        styles: all.map(stylesAt),
        cursor: isCursorShown ? {x, y} : null,
      };
    },
  };
}

type Cell = NonNullable<
  ReturnType<
    NonNullable<ReturnType<InstanceType<typeof xterm.Terminal>['buffer']['active']['getLine']>>['getCell']
  >
>;

function styleOf(cell: Cell | undefined): string {
  return cell === undefined || cell.isAttributeDefault()
    ? ''
    : [
        ...[cell.isBold(), cell.isDim(), cell.isItalic(), cell.isUnderline(), cell.isInverse()],
        ...[cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()],
      ].join(',');
}
