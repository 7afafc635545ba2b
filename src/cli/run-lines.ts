import {isCommandLine} from '../commands/engine/is-command-line.ts';

/** Lines that may be under way at once: text is piped in faster than the disk commits it. */
const MAX_UNDER_WAY = 512;

/**
 * Runs lines in their order: text overlaps, so that what was said in one moment is committed together, and a
 * command sees what was said before it. `run` gets the number of the line, from 1, and must not reject. Resolves when
 * the lines ended and all have run.
 */
export async function runLines<L>(
  lines: AsyncIterable<L>,
  textOf: (line: L) => string,
  run: (line: L, number: number) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const text = textOf(line);
    if (isCommand(text) || underWay.size >= MAX_UNDER_WAY) {
      await Promise.all(underWay);
    }
    if (text.trim() === '') {
      continue;
    }
    const done: Promise<void> = run(line, number).finally(() => underWay.delete(done));
    underWay.add(done);
    if (isCommand(text)) {
      await done;
    }
  }
  await Promise.all(underWay);
}

function isCommand(line: string): boolean {
  return isOrderedJson(line) || (isCommandLine(line) && !/^\/(say|me)\s/.test(line));
}

/** A command in JSON that is not known to say something only. */
function isOrderedJson(line: string): boolean {
  return /^\s*\{(?!\s*"command"\s*:\s*"send")/.test(line);
}
