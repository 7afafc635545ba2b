import type {MouseEvent} from './tokens.ts';

/**
 * Reads a report of a mouse (SGR, mode 1006): `button;column;row`, with `M` for a press and `m` for a release. Null
 * for what has no use here: movements, releases, other buttons, and those with a modifier.
 */
export function mouseEventOf(parameters: string, final: string): MouseEvent | null {
  const [code, x, y, ...others] = parameters
    .split(';')
    .map(field => (/^\d+$/.test(field) ? Number(field) : Number.NaN));
  if (final !== 'M' || x === undefined || y === undefined || !(x > 0) || !(y > 0) || others.length > 0) {
    return null;
  }
  switch (code) {
    case 0:
      return {type: 'press', x: x - 1, y: y - 1};
    case 64:
      return {type: 'wheel', by: -1};
    case 65:
      return {type: 'wheel', by: 1};
    default:
      return null;
  }
}
