import {joinSafe, type SafeText, safe, safeLine} from '../lib/safe-text.ts';
import {defineCommand} from './define-command.ts';
import {findCommand} from './find-command.ts';
import {commandName, optional} from './parameters.ts';
import type {CommandDefinition} from './types.ts';
import {usageOf} from './usage.ts';

/** Makes `/help` from the registry, which contains it. */
export function createHelp(commands: () => readonly CommandDefinition[]): CommandDefinition {
  return defineCommand({
    name: 'help',
    parameters: [optional(commandName())],
    summary: 'Lists all commands, or explains one',
    execute({view}, name) {
      if (name !== null) {
        view.notice(explain(findCommand(commands(), name)));
      } else if (view.openHelp !== undefined) {
        view.openHelp();
      } else {
        view.notice(listAll(commands()));
      }
    },
  });
}

function listAll(commands: readonly CommandDefinition[]): SafeText {
  const width = Math.max(...commands.map(command => usageOf(command).length));
  const lines = commands.map(command => {
    const usage = safeLine(usageOf(command).padEnd(width));
    return safe`${usage}  ${safeLine(command.summary)}`;
  });
  const rest = safe`Text without a slash goes to the open conversation; //x sends "/x".`;
  return joinSafe([...lines, rest], safe`\n`);
}

function explain(command: CommandDefinition): SafeText {
  const lines = [safe`Usage: ${usageOf(command)}`, safeLine(command.summary)];
  if (command.aliases.length > 0) {
    const aliases = command.aliases.map(alias => safe`/${safeLine(alias)}`);
    lines.push(safe`Also: ${joinSafe(aliases, safe`, `)}`);
  }
  return joinSafe(lines, safe`\n`);
}
