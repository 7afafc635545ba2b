import {fenceFor, partsOf} from './code-blocks.ts';
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
    const fence = part.isCode ? fenceFor(part.text) : '';
    if (part.isCode && fence.length <= MAX_FENCE) {
      addCode(part.text, fence + part.language, fence);
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

/** Fills pieces to the brim, but ends them behind a space if there is one in their second half. */
function cutLine(line: string, maxBytes: number): string[] {
  const pieces: string[] = [];
  let piece: string[] = [];
  let size = 0;
  let space = 0;
  for (const grapheme of graphemes(line)) {
    const bytes = Buffer.byteLength(grapheme);
    if (size + bytes > maxBytes) {
      const end = space > piece.length / 2 ? space : piece.length;
      pieces.push(piece.slice(0, end).join(''));
      piece = piece.slice(end);
      size = Buffer.byteLength(piece.join(''));
      space = 0;
    }
    piece.push(grapheme);
    size += bytes;
    space = grapheme === ' ' ? piece.length : space;
  }
  return [...pieces, piece.join('')];
}
