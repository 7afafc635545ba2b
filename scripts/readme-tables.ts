import {helpLines} from '../components/keys/chosen-keys.ts';
import {defaultKeyMap} from '../components/keys/key-map.ts';
import {usageOf} from '../src/commands/engine/usage.ts';
import {commands} from '../src/commands/registry.ts';
import {SETTING_NAMES, settingOf, shapeOf, writeValue} from '../src/lib/settings.ts';

/** The README with its tables as the registry and the key map have them now. Throws if a place is missing. */
export function withTables(readme: string): string {
  const commandsIn = replaceBetween(readme, 'commands', commandTable());
  return replaceBetween(replaceBetween(commandsIn, 'keys', keyTable()), 'settings', settingTable());
}

function commandTable(): string {
  const rows = commands.map(command => {
    const aliases = command.aliases.map(alias => `\`/${alias}\``).join(' ');
    return [`\`${usageOf(command)}\``, aliases, command.summary];
  });
  return table(['command', 'also', 'what it does'], rows);
}

function keyTable(): string {
  return table(['key', 'what it does'], helpLines(defaultKeyMap));
}

function settingTable(): string {
  const rows = SETTING_NAMES.map(name => {
    const setting = settingOf(name);
    return [`\`${name}\``, shapeOf(setting), writeValue(setting.default), setting.summary];
  });
  return table(['setting', 'what it can be', 'default', 'what it does'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapePipes).join(' | ')} |`;
  return [line(head), `|${'-|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function escapePipes(cell: string): string {
  return cell.replaceAll('|', '\\|');
}

function replaceBetween(text: string, what: string, content: string): string {
  const [start, end] = [`<!-- ${what} -->\n`, `<!-- end of ${what} -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < 0) {
    throw new Error(`README.md has no place for ${what}`);
  }
  return `${text.slice(0, from)}${start}${content}\n${text.slice(to)}`;
}
