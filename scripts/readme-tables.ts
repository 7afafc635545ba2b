import {helpLines} from '../components/keys/chosen-keys.ts';
import {defaultKeyMap} from '../components/keys/key-map.ts';
import {FLAG_NAMES, flagOf} from '../src/cli/flags.ts';
import {flagUsage} from '../src/cli/usage.ts';
import {usageOf} from '../src/commands/engine/usage.ts';
import {commands} from '../src/commands/registry.ts';
import {SETTING_NAMES, settingOf, shapeOf, writeValue} from '../src/lib/settings.ts';

/** docs/REFERENCE.md with its tables as the program has them now. Throws if a place is missing. */
export function withTables(reference: string): string {
  const tables = {commands: commandTable(), keys: keyTable(), settings: settingTable(), flags: flagTable()};
  return Object.entries(tables).reduce((text, [what, table]) => replaceBetween(text, what, table), reference);
}

function flagTable(): string {
  const rows = FLAG_NAMES.map(name => {
    const {variable, summary} = flagOf(name);
    return [`\`${flagUsage(name)}\``, variable === null ? '' : `\`${variable}\``, summary];
  });
  return table(['flag', 'variable', 'meaning'], rows);
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
    throw new Error(`REFERENCE.md has no place for ${what}`);
  }
  return `${text.slice(0, from)}${start}${content}\n${text.slice(to)}`;
}
