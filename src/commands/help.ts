import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {findCommand} from './engine/find-command.ts';
import {commandName, optional} from './engine/parameters.ts';
import type {CommandDefinition} from './engine/types.ts';
import {usageOf} from './engine/usage.ts';

/** Creates `/help` from the registry, which contains it. */
export function createHelp(commands: () => readonly CommandDefinition[]): CommandDefinition {
  return defineCommand({
    name: 'help',
    aliases: ['h'],
    parameters: [optional(commandName())],
    summary: commandTexts.help.summary,
    redirects: true,
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
  const rest = commandTexts.help.plainText;
  return joinSafe([...lines, rest], safe`\n`);
}

function explain(command: CommandDefinition): SafeText {
  const lines = [commandTexts.help.usage(usageOf(command)), safeLine(command.summary)];
  if (command.aliases.length > 0) {
    const aliases = command.aliases.map(alias => safe`/${safeLine(alias)}`);
    lines.push(commandTexts.help.aliases(joinSafe(aliases, safe`, `)));
  }
  return joinSafe(lines, safe`\n`);
}
