import {NatterError} from '../../lib/errors.ts';
import {nearest} from '../../lib/text/did-you-mean.ts';
import {safe, safeLine} from '../../lib/text/safe-text.ts';
import {shorten} from '../../lib/text/shorten.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {hintElsewhere} from './foreign-commands.ts';
import type {CommandDefinition} from './types.ts';

/** Graphemes quoted of a word that is no command. */
const QUOTED = 24;

/**
 * Finds a command by its name or an alias, in any case and without the slash. Throws `COMMAND_UNKNOWN`, which
 * says what does here what the word does elsewhere, or names the nearest command.
 */
export function findCommand(commands: readonly CommandDefinition[], name: string): CommandDefinition {
  const wanted = name.toLowerCase();
  const found = commands.find(command => namesOf(command).includes(wanted));
  if (found === undefined) {
    throw unknownCommand(commands, wanted);
  }
  return found;
}

/** All words that run a command, its own name first. */
export function namesOf(command: CommandDefinition): readonly string[] {
  return [command.name, ...command.aliases];
}

function unknownCommand(commands: readonly CommandDefinition[], wanted: string): NatterError {
  const typed = shorten(safeLine(wanted), QUOTED);
  const elsewhere = hintElsewhere(wanted);
  if (elsewhere !== null) {
    return new NatterError(
      'COMMAND_UNKNOWN',
      commandTexts.unknown.commandElsewhere(typed, safeLine(elsewhere)),
    );
  }
  const near = nearestName(commands.flatMap(namesOf), wanted);
  const hint = near === null ? safe`` : commandTexts.unknown.didYouMeanCommand(safeLine(near));
  return new NatterError('COMMAND_UNKNOWN', commandTexts.unknown.command(typed, hint));
}

/** A name that was begun is nearer than one with a letter changed. */
function nearestName(names: readonly string[], wanted: string): string | null {
  if (wanted === '') {
    return null;
  }
  return names.find(name => name.startsWith(wanted)) ?? nearest(wanted, names);
}
