type Stream = {columns: number; rows: number};
type Environment = {readonly COLUMNS?: string | undefined; readonly LINES?: string | undefined};

const USUAL: Stream = {columns: 80, rows: 24};

/**
 * Gives a terminal a size that says it has none (0×0, as some serial lines, containers and pipes of a terminal do): that
 * of COLUMNS and LINES, else 80×24. Once the terminal tells a size, that one counts. Everything that draws reads the size
 * from the stream, so this is the one place.
 */
export function ensureSize(stream: Stream, {COLUMNS, LINES}: Environment): void {
  ensure(stream, 'columns', COLUMNS);
  ensure(stream, 'rows', LINES);
}

function ensure(stream: Stream, side: keyof Stream, wanted: string | undefined): void {
  let told = stream[side];
  const instead = /^[1-9]\d{0,3}$/.test(wanted ?? '') ? Number(wanted) : USUAL[side];
  Object.defineProperty(stream, side, {
    configurable: true,
    enumerable: true,
    get: () => (told > 0 ? told : instead),
    set(value: number) {
      told = value;
    },
  });
}
