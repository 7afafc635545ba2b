import {encode} from 'uqr';

/** Free modules around a code, which a camera needs to find it. */
const QUIET = 2;

/**
 * A QR code as rows of text, two rows of modules in each: to be drawn dark on light whatever the theme, since not every
 * camera reads an inverted one. All rows have the same width in columns. Upper-case text of letters, digits and `:` makes
 * the smallest code.
 */
export function qrRows(text: string): readonly string[] {
  const {data, size} = encode(text, {ecc: 'L', border: QUIET});
  const isDark = (row: number, column: number) => data[row]?.[column] ?? false;
  return Array.from({length: Math.ceil(size / 2)}, (_, pair) =>
    Array.from({length: size}, (_, column) =>
      block(isDark(2 * pair, column), isDark(2 * pair + 1, column)),
    ).join(''),
  );
}

/** The same of ASCII, two columns for each module: for terminals without block characters. */
export function asciiQrRows(text: string): readonly string[] {
  const {data} = encode(text, {ecc: 'L', border: QUIET});
  return data.map(row => row.map(isDark => (isDark ? '##' : '  ')).join(''));
}

function block(upper: boolean, lower: boolean): string {
  if (upper) {
    return lower ? '\u2588' : '\u2580';
  }
  return lower ? '\u2584' : ' ';
}
