import type {Readable} from 'node:stream';

/**
 * The lines of a stream of UTF-8. Only a line feed ends one, a carriage return before it is no part of it: a script
 * that hands on somebody's text without line feeds must not hand on a second line, as it would where other
 * characters (U+2028, a carriage return) end lines as well. Ends with the stream, or once `isOver`.
 */
export async function* linesOf(input: Readable, isOver: () => boolean): AsyncGenerator<string> {
  let rest = '';
  let isFirst = true;
  input.setEncoding('utf8');
  try {
    for await (const text of input) {
      const read = isFirst ? String(text).replace(/^\uFEFF/, '') : String(text); // an editor's mark, no character
      isFirst = false;
      const lines = (rest + read).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (isOver()) {
          return;
        }
        yield withoutReturn(line);
      }
    }
  } catch (error) {
    if (!isOver()) {
      throw error;
    }
  }
  if (rest !== '' && !isOver()) {
    yield withoutReturn(rest);
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
