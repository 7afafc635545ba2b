import {isFenceLike, partsOf} from './code-blocks.ts';
import {graphemes} from './graphemes.ts';
import {type SafeText, storedText} from './safe-text.ts';

/** A fence that takes more room, in bytes, is text like any other. */
const MAX_FENCE = 64;

/**
 * Splits a text into parts of at most `maxBytes` bytes of UTF-8: between lines, else after spaces, else between
 * graphemes. A code block that is cut is closed in one part and opened again in the next. Parts without any letter
 * are left out.
 */
export function splitText(text: SafeText, maxBytes: number): SafeText[] {
  if (Buffer.byteLength(text) <= maxBytes) {
    return [text];
  }
  const parts: string[] = [];
  let lines: string[] = [];
  let used = 0;

  function add(line: string): void {
    lines.push(line);
    used += Buffer.byteLength(line) + 1;
  }

  function endPart(): void {
    parts.push(lines.join('\n'));
    [lines, used] = [[], 0];
  }

  function addCode(code: string, opening: string, closing: string): void {
    const frame = Buffer.byteLength(opening) + closing.length + 2;
    let isOpen = false;
    for (const line of cutLines(code, maxBytes - frame)) {
      const size = Buffer.byteLength(line) + closing.length + 1 + (isOpen ? 0 : opening.length + 1);
      if (used > 0 && used + size > maxBytes) {
        if (isOpen) {
          add(closing);
        }
        endPart();
        isOpen = false;
      }
      if (!isOpen) {
        add(opening);
        isOpen = true;
      }
      add(line);
    }
    add(closing);
  }

  for (const part of partsOf(text)) {
    // Its own fence, since a longer one could close what its author left open in the prose before it.
    if (part.isCode && part.fence.length <= MAX_FENCE) {
      addCode(part.text, part.fence + part.language, part.fence);
      continue;
    }
    for (const line of cutLines(part.text, maxBytes)) {
      if (used > 0 && used + Buffer.byteLength(line) > maxBytes) {
        endPart();
      }
      add(line);
    }
  }
  endPart();
  return parts.filter(part => part.trim() !== '').map(storedText);
}

function cutLines(text: string, maxBytes: number): string[] {
  return text
    .split('\n')
    .flatMap(line => (Buffer.byteLength(line) <= maxBytes ? [line] : cutLine(line, maxBytes)));
}

/**
 * Fills pieces to the brim, but ends them behind a space if there is one in their second half. No cut makes a fence of
 * backticks that stood within a line.
 */
function cutLine(line: string, maxBytes: number): string[] {
  const all = graphemes(line);
  const pieces: string[] = [];
  for (let from = 0; from < all.length; ) {
    const end = pieceEnd(all, from, maxBytes);
    pieces.push(all.slice(from, end).join(''));
    from = end;
  }
  return pieces;
}

/** Where the piece that begins at `from` ends; behind it by one at least. */
function pieceEnd(all: readonly string[], from: number, maxBytes: number): number {
  let full = from;
  let space = 0;
  for (let size = 0; full < all.length; full += 1) {
    size += Buffer.byteLength(all[full] ?? '');
    if (size > maxBytes) {
      break;
    }
    space = all[full] === ' ' ? full + 1 : space;
  }
  full = Math.max(full, from + 1);
  if (full === all.length) {
    return full;
  }
  const headOf = (at: number) => all.slice(at, at + 6).join('');
  if (isFenceLike(headOf(from))) {
    return all.indexOf('`', from) + 2;
  }
  let end = space - from > (full - from) / 2 ? space : full;
  while (end > from + 1 && isFenceLike(headOf(end))) {
    end -= 1;
  }
  return end;
}
