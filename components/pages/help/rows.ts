import type {CommandDefinition} from '../../../src/commands/engine/types.ts';
import {usageOf} from '../../../src/commands/engine/usage.ts';
import {SETTING_NAMES, settingOf} from '../../../src/lib/settings.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {helpLines} from '../../keys/chosen-keys.ts';
import {defaultKeyMap, type KeyBinding} from '../../keys/key-map.ts';
import {fitTo, pad} from '../../text/fit.ts';
import {wrap} from '../../text/wrap.ts';
import type {Painter} from '../../theme/theme.ts';
import {MARKS_HELP} from './marks.ts';

type Line = readonly [what: string, meaning: string];

/** The help page, from the registry and the key map, so that it cannot drift from them. */
export function drawHelp(
  commands: readonly CommandDefinition[],
  keyMap: readonly KeyBinding[],
  typed: string,
  width: number,
  painter: Painter,
): string[] {
  const keys = helpLines(defaultKeyMap, keyMap);
  const usages = commands.map((command): Line => [usageOf(command), command.summary]);
  const settings = SETTING_NAMES.map((name): Line => [`/set ${name}`, settingOf(name).summary]);
  const first = FIRST.flatMap(name => commands.filter(command => command.name === name)).map(
    (command): Line => [usageOf(command), command.summary],
  );
  const words = typed.toLowerCase().split(' ');
  const fits = (line: Line) => words.every(word => line.join(' ').toLowerCase().includes(word));
  const title = typed === '' ? screenTexts.pages.helpTitle : screenTexts.pages.helpFiltered(typed);
  const sections = [
    [screenTexts.pages.helpFirst, typed === '' ? first : []],
    [screenTexts.pages.marks, MARKS_HELP],
    [screenTexts.pages.keys, keys],
    [screenTexts.pages.commands, usages],
    [screenTexts.pages.settings, settings],
  ] as const;
  const rows = sections.flatMap(([heading, lines]) => section(heading, lines.filter(fits), width, painter));
  return [
    painter.paint('title', fitTo(title, width)),
    ...(rows.length === 0 ? ['', screenTexts.pages.helpNothing] : rows),
  ];
}

/** The commands that somebody new needs, in the order in which they do. */
const FIRST = [
  'invite',
  'join',
  'accept',
  'verify',
  'search',
  'reply',
  'mute',
  'expire',
  'set',
  'quit',
] as const;

function section(title: string, lines: readonly Line[], width: number, painter: Painter): string[] {
  if (lines.length === 0) {
    return [];
  }
  const column = Math.min(Math.max(...lines.map(([what]) => what.length)), Math.floor(width / 2) - 3);
  const rows = lines.flatMap(line => entry(line, column, width, painter));
  return ['', painter.paint('section', ` ${title}`), ...rows];
}

function entry([what, meaning]: Line, column: number, width: number, painter: Painter): string[] {
  const left = wrap(what, column);
  const right = wrap(meaning, width - column - 4);
  return Array.from({length: Math.max(left.length, right.length)}, (_, row) => {
    const cell = pad(left[row] ?? '', column);
    return ` ${painter.paint('title', cell)}  ${right[row] ?? ''}`;
  });
}
