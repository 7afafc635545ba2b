import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import type {CommandDefinition, Parameter} from './types.ts';

/** How a command is typed: `/msg <who> <text>`, with brackets around what may be left out. */
export function usageOf(command: CommandDefinition): SafeText {
  const parameters = command.parameters.map(parameterUsage);
  return joinSafe([safe`/${safeLine(command.name)}`, ...parameters], safe` `);
}

/** How one parameter is shown: `<who>`, or `[who]` if it may be left out. */
export function parameterUsage(parameter: Parameter<unknown>): SafeText {
  const name = safeLine(parameter.name);
  return parameter.optional ? safe`[${name}]` : safe`<${name}>`;
}
