import {isBareInviteLink} from '../../identity/reach/link-text.ts';
import {findCommand} from './find-command.ts';
import {isCommandLine} from './is-command-line.ts';
import {parseArguments} from './parse-arguments.ts';
import type {Command, CommandDefinition} from './types.ts';

/** What a line stands for: a command, or text for the open conversation. */
export type ParsedLine =
  | {readonly type: 'command'; readonly command: Command}
  | {readonly type: 'text'; readonly text: string};

/** A slash alone asks what there is. */
const ASKS_FOR_HELP = /^\/\??\s*$/;
const COMMAND_LINE = /^\/(?<name>\S*)(?<typed>.*)$/s;

/**
 * Reads a line. A slash at its start makes it a command, unless another one comes before the first space: that is a
 * path, and text. A slash alone, or with a question mark, asks for help. Two slashes at the start make it text that begins with one. An invite link by itself is used. Throws
 * `COMMAND_UNKNOWN`, `COMMAND_USAGE` and what parsers of parameters throw.
 */
export function parseLine(line: string, commands: readonly CommandDefinition[]): ParsedLine {
  if (isBareInviteLink(line)) {
    return {type: 'command', command: {name: 'join', arguments: [line]}};
  }
  if (ASKS_FOR_HELP.test(line)) {
    return {type: 'command', command: {name: 'help', arguments: [null]}};
  }
  const found = isCommandLine(line) ? COMMAND_LINE.exec(line) : null;
  if (found === null) {
    return {type: 'text', text: line.replace(/^\/\//, '/')};
  }
  const {name = '', typed = ''} = found.groups ?? {};
  const command = findCommand(commands, name);
  return {type: 'command', command: {name: command.name, arguments: parseArguments(command, typed)}};
}
