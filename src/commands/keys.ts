import type {Core} from '../core/api/api.ts';
import {chordLabel, isCharacter, parseChord} from '../lib/chords.ts';
import {NatterError} from '../lib/errors.ts';
import {nearest} from '../lib/text/did-you-mean.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {shorten} from '../lib/text/shorten.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {labelled} from './engine/describe.ts';
import {keyAction, optional, text} from './engine/parameters.ts';
import type {KeyUse} from './engine/types.ts';

/** Graphemes quoted of an unknown key action. */
const QUOTED = 40;
const RUNS_COMMAND = commandTexts.keys.runsCommand;

export const keys = defineCommand({
  name: 'keys',
  parameters: [optional(keyAction()), optional(text('keys', 'none'))],
  summary: commandTexts.keys.summary,
  async execute({core, view}, action, typed) {
    const uses = view.keys?.() ?? [];
    if (uses.length === 0) {
      throw new NatterError('COMMAND_USAGE', commandTexts.keys.none);
    }
    if (action === null) {
      view.notice(listAll(uses));
      return;
    }
    const chord = parseChord(action);
    if (chord !== null && !uses.some(use => use.action === action.toLowerCase())) {
      await runByKey(core, uses, chord, typed);
      view.notice(describeChord(view.keys?.() ?? uses, chord));
      return;
    }
    const use = findUse(uses, action.toLowerCase());
    if (typed !== null) {
      await core.perform({type: 'bind', action: use.action, chords: chosen(use, typed)});
    }
    view.notice(describe(view.keys?.() ?? uses, use.action));
  },
});

/** Has a key run a command line, or with `none` do again what it did before. Null changes nothing. */
async function runByKey(
  core: Core,
  uses: readonly KeyUse[],
  chord: string,
  typed: string | null,
): Promise<void> {
  if (typed === null) {
    return;
  }
  const line = typed.trim();
  const isLine = line.startsWith('/') && !line.startsWith('//');
  if (isCharacter(chord) || (!isLine && line !== 'none' && line !== 'default')) {
    throw new NatterError(
      'SETTING_INVALID',
      isCharacter(chord)
        ? commandTexts.keys.needsModifier(safeLine(chord), safeLine(chord), shorten(safeLine(line), QUOTED))
        : RUNS_COMMAND,
    );
  }
  for (const {action, chords} of uses) {
    if (action.startsWith('/') && action !== line && chords.includes(chord)) {
      const others = chords.filter(other => other !== chord);
      await core.perform({type: 'bind', action, chords: others.length === 0 ? null : others});
    }
  }
  if (isLine) {
    const before = uses.find(({action}) => action === line)?.chords ?? [];
    await core.perform({type: 'bind', action: line, chords: [...new Set([...before, chord])]});
  }
}

function describeChord(uses: readonly KeyUse[], chord: string): SafeText {
  const found = uses.filter(
    ({chords, taken}) => chords.includes(chord) && !taken.some(lost => lost.chord === chord),
  );
  const label = safeLine(chordLabel(chord));
  return found.length === 0
    ? commandTexts.keys.free(label, safeLine(chord))
    : joinSafe(
        found.map(({summary}) => safe`${label}: ${safeLine(summary)}`),
        safe`\n`,
      );
}

function findUse(uses: readonly KeyUse[], typed: string): KeyUse {
  const found = uses.find(({action}) => action === typed);
  if (found !== undefined) {
    return found;
  }
  const names = uses.map(({action}) => action);
  const near = names.find(name => name.startsWith(typed)) ?? nearest(typed, names);
  const hint = near === null ? safe`` : commandTexts.unknown.didYouMean(safeLine(near));
  throw new NatterError('SETTING_INVALID', commandTexts.keys.unknown(shorten(safeLine(typed), QUOTED), hint));
}

/** Null takes the keys back that were there in the beginning. */
function chosen({action, takesCharacters}: KeyUse, typed: string): readonly string[] | null {
  const words = typed.split(/[\s,]+/).filter(word => word !== '');
  if (words.join() === 'default') {
    return null;
  }
  const letter = words.find(word => isCharacter(parseChord(word) ?? ''));
  if (letter !== undefined && !takesCharacters) {
    throw new NatterError(
      'SETTING_INVALID',
      commandTexts.keys.actionNeedsModifier(safeLine(letter), safeLine(action), safeLine(letter)),
    );
  }
  return words.join() === 'none' ? [] : words;
}

function listAll(uses: readonly KeyUse[]): SafeText {
  const rows = labelled(uses.map(use => [use.action, line(use)]));
  const conflicts = uses.filter(use => use.taken.length > 0).map(conflict);
  return joinSafe([rows, ...conflicts, safeLine(RUNS_COMMAND)], safe`\n`);
}

function describe(uses: readonly KeyUse[], action: string): SafeText {
  const shown = uses.filter(use => use.action === action);
  const lost = uses.filter(use => use.action !== action && use.taken.some(taken => taken.by === action));
  const lines = shown.map(use => safe`${safeLine(use.action)}: ${line(use)}`);
  return joinSafe(
    [...lines, ...[...shown, ...lost].filter(use => use.taken.length > 0).map(conflict)],
    safe`\n`,
  );
}

function line({chords, isChosen, summary}: KeyUse): SafeText {
  const labels = chords.length === 0 ? commandTexts.keys.noKey : chords.map(chordLabel).join(', ');
  return safe`${safeLine(labels)}${isChosen ? commandTexts.keys.yourChoice : safe``} – ${safeLine(summary)}`;
}

function conflict({action, taken}: KeyUse): SafeText {
  const parts = taken.map(({chord, by}) =>
    commandTexts.keys.taken(safeLine(chordLabel(chord)), safeLine(by)),
  );
  return commandTexts.keys.conflict(safeLine(action), joinSafe(parts, safe`, `));
}
