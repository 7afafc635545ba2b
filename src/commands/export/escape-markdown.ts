/** Without the punctuation of the sentence around it. */
const URL = /https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]}*]/g;
/** Everything that means something in Markdown or HTML, wherever it stands. */
const SPECIAL = /[\\`*_[\]<|~]|&(?=#?\w+;)/g;
/** What makes a heading, a quote, a list or a rule of a line, at its start. */
const LINE_START = /^(\s*)(?:([-+=#>])|(\d{1,9})([.)]))/;
const INDENT = /^ +/;
const FENCE = /^(`{3,})[\w+#.-]*$/;

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

/** Writes a body of several lines the same way. Fenced blocks that are closed stay blocks. */
export function escapeBody(text: string): string[] {
  const lines = text.split('\n');
  const written: string[] = [];
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place] ?? '';
    const end = closingFence(lines, place);
    if (end === null) {
      written.push(escapeLine(line) + (runsOn(lines, place) ? '\\' : ''));
    } else {
      written.push(...lines.slice(place, end + 1));
      place = end;
    }
  }
  return written;
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

/** The line that closes the fence at a place; null if there is no fence or nothing closes it. */
function closingFence(lines: readonly string[], place: number): number | null {
  const [, fence] = FENCE.exec(lines[place] ?? '') ?? [];
  if (fence === undefined) {
    return null;
  }
  const end = lines.findIndex((line, index) => index > place && line === fence);
  return end === -1 ? null : end;
}

/** Whether Markdown would join a line with the one after it: a backslash at its end keeps them apart. */
function runsOn(lines: readonly string[], place: number): boolean {
  const next = lines[place + 1] ?? '';
  return !isBlank(lines[place] ?? '') && !isBlank(next) && closingFence(lines, place + 1) === null;
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}
