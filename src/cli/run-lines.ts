import {isCommandLine} from '../commands/engine/is-command-line.ts';

/** Lines that may be under way at once: text is piped in faster than the disk commits it. */
const MAX_UNDER_WAY = 512;

/**
 * Runs lines in their order: text overlaps, so that what was said in one moment is committed together, and a
 * command sees what was said before it. `run` must not reject. Resolves when the lines ended and all have run.
 */
export async function runLines(
  lines: AsyncIterable<string>,
  run: (line: string) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  for await (const line of lines) {
    if (isCommand(line) || underWay.size >= MAX_UNDER_WAY) {
      await Promise.all(underWay);
    }
    if (line.trim() === '') {
      continue;
    }
    const done: Promise<void> = run(line).finally(() => underWay.delete(done));
    underWay.add(done);
    if (isCommand(line)) {
      await done;
    }
  }
  await Promise.all(underWay);
}

function isCommand(line: string): boolean {
  return isCommandLine(line) && !/^\/(say|me)\s/.test(line);
}
