/** A part of a text, in whole lines: prose, or what stands between two fences of backticks. */
export type TextPart = {
  readonly isCode: boolean;
  readonly text: string;
  /** The word behind the opening fence, such as `ts`; empty if there is none. */
  readonly language: string;
  /** The backticks of the opening fence; empty in prose. */
  readonly fence: string;
};

const OPENING = /^ {0,3}(`{3,})([^`]*)$/;
const CLOSING = /^ {0,3}(`{3,}) *$/;
const LANGUAGE = /^[\w+#.-]{1,32}$/;

/**
 * Splits a text at its fenced code blocks (CommonMark 0.31, section 4.5): a block ends at a fence of at least as many
 * backticks. One that nothing closes is text like any other, or it would swallow what follows.
 */
export function partsOf(text: string): TextPart[] {
  if (!text.includes('```')) {
    return [prose(text)];
  }
  const lines = text.split('\n');
  const closing = lines.map(line => CLOSING.exec(line)?.[1]?.length ?? 0);
  const longest = longestFrom(closing);
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const [, fence = '', info = ''] = OPENING.exec(lines[at] ?? '') ?? [];
    if (fence === '' || (longest[at + 1] ?? 0) < fence.length) {
      continue;
    }
    if (from < at) {
      parts.push(prose(lines.slice(from, at).join('\n')));
    }
    let end = at + 1;
    while ((closing[end] ?? 0) < fence.length) {
      end += 1;
    }
    const language = LANGUAGE.test(info.trim()) ? info.trim() : '';
    parts.push({isCode: true, text: lines.slice(at + 1, end).join('\n'), language, fence});
    [from, at] = [end + 1, end];
  }
  return from < lines.length ? [...parts, prose(lines.slice(from).join('\n'))] : parts;
}

/** Whether a line begins as one that opens or closes a code block does. */
export function isFenceLike(line: string): boolean {
  return /^ {0,3}```/.test(line);
}

/** A fence that nothing within the text can close, for writing it as a block of its own. */
export function fenceFor(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 2);
  return '`'.repeat(longest + 1);
}

function prose(text: string): TextPart {
  return {isCode: false, text, language: '', fence: ''};
}

/** For each place the highest number from there on. */
function longestFrom(lengths: readonly number[]): readonly number[] {
  const longest: number[] = [];
  for (let at = lengths.length - 1; at >= 0; at -= 1) {
    longest[at] = Math.max(lengths[at] ?? 0, longest[at + 1] ?? 0);
  }
  return longest;
}
