import {NatterError} from '../../lib/errors.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import {shorten} from '../../lib/text/shorten.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {nextWord, skipSpaces} from './tokenizer.ts';
import type {CommandDefinition, Parameter} from './types.ts';
import {parameterUsage, usageOf} from './usage.ts';

/** Graphemes quoted of words that are left over. */
const QUOTED = 40;

/**
 * Parses a command's parameters from what was typed after its name; an optional one that is absent
 * is null. Throws `COMMAND_USAGE` if words are missing or left over, and what a parameter's parser throws.
 */
export function parseArguments(command: CommandDefinition, typed: string): readonly unknown[] {
  let place = 0;
  const values = command.parameters.map(parameter => {
    const word = takeWord(parameter, typed, place);
    if (word === null) {
      return absent(command, parameter);
    }
    place = word.to;
    return parameter.parse(word.text);
  });
  const left = typed.slice(place).trim();
  if (left !== '') {
    throw usageError(command, commandTexts.parameters.tooMuch(shorten(safeLine(left), QUOTED)));
  }
  return values;
}

function takeWord(parameter: Parameter<unknown>, typed: string, place: number) {
  if (!parameter.rest) {
    const word = nextWord(typed, place);
    return word === null || parameter.fits?.(word.text) === false ? null : word;
  }
  const text = typed.slice(skipSpaces(typed, place)).trimEnd();
  return text === '' ? null : {text, to: typed.length};
}

function absent(command: CommandDefinition, parameter: Parameter<unknown>): null {
  if (!parameter.optional) {
    throw usageError(command, commandTexts.parameters.needs(parameterUsage(parameter)));
  }
  return null;
}

function usageError(command: CommandDefinition, problem: SafeText): NatterError {
  const message = commandTexts.parameters.misused(safeLine(command.name), problem, usageOf(command));
  return new NatterError('COMMAND_USAGE', message);
}
