import {fenceFor, partsOf, type TextPart} from '../../lib/text/code-blocks.ts';

/** Without the punctuation of the sentence around it. */
const URL = /https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]}*]/g;
/** Everything that means something in Markdown or HTML, wherever it stands. */
const SPECIAL = /[\\`*_[\]<|~$]|&(?=#?\w+;)/g;
/** What makes a heading, a quote, a list or a rule of a line, at its start. */
const LINE_START = /^(\s*)(?:([-+=#>])|(\d{1,9})([.)]))/;
const INDENT = /^ +/;

/**
 * Writes a line so that Markdown shows it as it was typed: no heading, image, link or HTML comes of what somebody
 * wrote. A URL becomes a link whose text is its target.
 */
export function escapeLine(text: string): string {
  if (isBlank(text)) {
    return '';
  }
  let escaped = '';
  let place = 0;
  for (const {0: url, index} of text.matchAll(URL)) {
    escaped += `${escapeWords(text.slice(place, index), place === 0)}<${url}>`;
    place = index + url.length;
  }
  return escaped + escapeWords(text.slice(place), place === 0);
}

/**
 * Writes a body of several lines the same way. Code blocks stay blocks, between fences of our own: no line of theirs is
 * long enough to close them.
 */
export function escapeBody(text: string): string[] {
  return partsOf(text).flatMap(part => (part.isCode ? codeBlock(part) : escapeLines(part.text.split('\n'))));
}

function codeBlock({text, language}: TextPart): string[] {
  const fence = fenceFor(text);
  return [`${fence}${language}`, ...text.split('\n'), fence];
}

/** Markdown would join a line with the one after it: a backslash at its end keeps them apart. */
function escapeLines(lines: readonly string[]): string[] {
  return lines.map((line, place) => {
    const runsOn = !isBlank(line) && !isBlank(lines[place + 1] ?? '');
    return escapeLine(line) + (runsOn ? '\\' : '');
  });
}

function escapeWords(words: string, isLineStart: boolean): string {
  const escaped = words.replace(SPECIAL, '\\$&');
  if (!isLineStart) {
    return escaped;
  }
  return escaped
    .replace(LINE_START, (_, space: string, sign?: string, digits?: string, dot?: string) =>
      sign === undefined ? `${space}${digits}\\${dot}` : `${space}\\${sign}`,
    )
    .replace(INDENT, spaces => '&nbsp;'.repeat(spaces.length));
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}
