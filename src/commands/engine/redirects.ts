import {findCommand} from './find-command.ts';
import {isCommandLine} from './is-command-line.ts';
import type {CommandDefinition} from './types.ts';

/** What a line may do to the input behind it: nothing, run before it, or change where it goes. */
export type LineEffect = 'none' | 'order' | 'redirect';

/**
 * Tells what has to be known of a line before it is run. A word that is no command may have been meant to be one that
 * opens a conversation, so what is typed behind it must not go to another one.
 */
export function effectOf(line: string, commands: readonly CommandDefinition[]): LineEffect {
  if (!isCommandLine(line)) {
    return 'none';
  }
  const name = line.slice(1).split(/\s/, 1)[0] ?? '';
  try {
    return findCommand(commands, name).redirects ? 'redirect' : 'order';
  } catch {
    return 'redirect';
  }
}
