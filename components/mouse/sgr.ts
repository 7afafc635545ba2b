/** What a mouse did, at a column and a row from 0. Only what the screen has a use for. */
export type MouseEvent =
  | {readonly type: 'press'; readonly x: number; readonly y: number}
  | {readonly type: 'wheel'; readonly by: 1 | -1};

const REPORT = /\x1b\[<(\d+);(\d+);(\d+)([Mm])/g;
/** A report that goes on in the next read. */
const BEGUN = /\x1b\[<[\d;]*$/;

/** Takes the reports of a mouse (SGR, mode 1006) out of what a terminal sends; the rest is for the keyboard. */
export type MouseReader = (chunk: string) => {readonly rest: string; readonly events: readonly MouseEvent[]};

/** Makes a reader; it remembers a report that was cut in two. */
export function createMouseReader(): MouseReader {
  let begun = '';
  return chunk => {
    const events: MouseEvent[] = [];
    const rest = (begun + chunk).replace(REPORT, (_, code, x, y, end) => {
      const event = toEvent(Number(code), Number(x) - 1, Number(y) - 1, end === 'M');
      if (event !== null) {
        events.push(event);
      }
      return '';
    });
    begun = BEGUN.exec(rest)?.[0] ?? '';
    return {rest: rest.slice(0, rest.length - begun.length), events};
  };
}

/** Movements, releases, other buttons and those with a modifier mean nothing. */
function toEvent(code: number, x: number, y: number, isPress: boolean): MouseEvent | null {
  if (!isPress) {
    return null;
  }
  switch (code) {
    case 0:
      return {type: 'press', x, y};
    case 64:
      return {type: 'wheel', by: -1};
    case 65:
      return {type: 'wheel', by: 1};
    default:
      return null;
  }
}
