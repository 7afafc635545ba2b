import type {CommandDefinition} from '../../../src/commands/engine/types.ts';
import {usageOf} from '../../../src/commands/engine/usage.ts';
import {SETTING_NAMES, settingOf} from '../../../src/lib/settings.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {helpLines} from '../../keys/chosen-keys.ts';
import {defaultKeyMap, type KeyBinding} from '../../keys/key-map.ts';
import {pad} from '../../text/fit.ts';
import {wrap} from '../../text/wrap.ts';
import type {Painter} from '../../theme/theme.ts';
import {MARKS_HELP} from './marks.ts';

type Line = readonly [what: string, meaning: string];

/** The help page, from the registry and the key map, so that it cannot drift from them. */
export function drawHelp(
  commands: readonly CommandDefinition[],
  keyMap: readonly KeyBinding[],
  width: number,
  painter: Painter,
): string[] {
  const keys = helpLines(defaultKeyMap, keyMap);
  const usages = commands.map((command): Line => [usageOf(command), command.summary]);
  const settings = SETTING_NAMES.map((name): Line => [`/set ${name}`, settingOf(name).summary]);
  return [
    painter.paint('title', pad(screenTexts.pages.helpTitle, width)),
    ...section(screenTexts.pages.marks, MARKS_HELP, width, painter), // first: they stand on the screen that one comes from
    ...section(screenTexts.pages.keys, keys, width, painter),
    ...section(screenTexts.pages.commands, usages, width, painter),
    ...section(screenTexts.pages.settings, settings, width, painter),
  ];
}

function section(title: string, lines: readonly Line[], width: number, painter: Painter): string[] {
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
