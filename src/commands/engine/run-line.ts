import {commands} from '../registry.ts';
import {findCommand} from './find-command.ts';
import {meantBy} from './meant.ts';
import {parseLine} from './parse-line.ts';
import {sayHere} from './send-to-current.ts';
import type {Command, CommandContext} from './types.ts';

/**
 * Does what a line says: runs the command, or sends the text to the open conversation. An empty line does nothing.
 * Rejects with a `NatterError` that tells the user what to do; what was typed is then still worth keeping.
 */
export async function runLine(line: string, context: CommandContext): Promise<void> {
  if (line.trim() === '') {
    return;
  }
  const parsed = parseLine(line, commands);
  const command = parsed.type === 'command' ? parsed.command : meantBy(parsed.text, context.view);
  if (command !== null) {
    await runCommand(command, context);
  } else if (parsed.type === 'text') {
    await sayHere(context, 'text', parsed.text);
  }
}

/** Runs a command object. Rejects with a `NatterError`. */
export async function runCommand(command: Command, context: CommandContext): Promise<void> {
  await findCommand(commands, command.name).execute(context, command.arguments);
}
