import {findCommand} from './find-command.ts';
import type {CommandDefinition} from './types.ts';

/** What a line may do to the input behind it: nothing, run before it, or change where it goes. */
export type LineEffect = 'none' | 'order' | 'redirect';

const COMMAND = /^\/(?!\/)(\S*)/;

/**
 * Tells what has to be known of a line before it is run. A word that is no command may have been meant to be one that
 * opens a conversation, so what is typed behind it must not go to another one.
 */
export function effectOf(line: string, commands: readonly CommandDefinition[]): LineEffect {
  const name = COMMAND.exec(line)?.[1];
  if (name === undefined) {
    return 'none';
  }
  try {
    return findCommand(commands, name).redirects ? 'redirect' : 'order';
  } catch {
    return 'redirect';
  }
}
