import {lazy} from '../lib/lazy.ts';
import {zonedTime} from '../lib/time/zoned-time.ts';

/** Everything but letters, digits and marks; separators of paths above all. */
const unfit = lazy(() => /[^\p{L}\p{M}\p{N}]+/gu);
/** Bytes of UTF-8 that the subject may take: file systems allow 255 for the whole name. */
const MAX_SUBJECT_BYTES = 120;

export type NameParts = {
  /** Any text, a hostile one too. */
  readonly subject: string;
  /** Ours, without the dot. */
  readonly extension: string;
  /** Wall time in milliseconds. */
  readonly time: number;
  /** From 1; above that it becomes part of the name. */
  readonly attempt: number;
};

/**
 * Names a file of ours: `natter-bob-2026-01-31.md`. The result is one component of a path on any system: it has no
 * separators, leading dots, reserved names or trailing dots.
 */
export function fileName({subject, extension, time, attempt}: NameParts): string {
  const about = cutBytes(subject.normalize('NFC').replace(unfit(), '-'), MAX_SUBJECT_BYTES).replace(
    /^-+|-+$/g,
    '',
  );
  const number = attempt === 1 ? '' : String(attempt);
  const parts = ['natter', about, zonedTime(time).date, number].filter(part => part !== '');
  return `${parts.join('-')}.${extension}`;
}

/** Cuts between code points. */
function cutBytes(text: string, limit: number): string {
  let size = 0;
  let end = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > limit) {
      break;
    }
    end += character.length;
  }
  return text.slice(0, end);
}
