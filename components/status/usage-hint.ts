import {namesOf} from '../../src/commands/engine/find-command.ts';
import type {CommandDefinition} from '../../src/commands/engine/types.ts';
import {usageOf} from '../../src/commands/engine/usage.ts';
import {drawHintRow} from '../theme/status-row.ts';
import type {Painter} from '../theme/theme.ts';

/** The command that is being typed, or null: its name has to be complete. */
export function commandOf(text: string, commands: readonly CommandDefinition[]): CommandDefinition | null {
  const name = /^\/([^\s/]+)/.exec(text)?.[1]?.toLowerCase();
  return name === undefined ? null : (commands.find(command => namesOf(command).includes(name)) ?? null);
}

/** One row that says how a command is typed, and what it does. */
export function drawUsage(command: CommandDefinition, width: number, painter: Painter): string {
  return drawHintRow(` ${usageOf(command)} · ${command.summary}`, width, painter);
}
