import type {KeyUse} from '../../src/commands/engine/types.ts';
import {chordLabel, isCharacter, parseChord} from '../../src/lib/chords.ts';
import type {ChosenKeys} from '../../src/lib/settings.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {
  type KeyAction,
  type KeyBinding,
  type KeyContext,
  LETTER_CONTEXTS,
  type LineAction,
} from './key-map.ts';
import {SUMMARIES} from './summaries.ts';

/**
 * The keys with those that the user chose in the place of the defaults. What was chosen goes before what was not;
 * a single character counts only where nothing is typed.
 */
export function chooseKeys(defaults: readonly KeyBinding[], chosen: ChosenKeys): readonly KeyBinding[] {
  const wanted = new Map(Object.entries(chosen));
  const seconds = defaults.filter(isSecond);
  const firsts = defaults.filter(binding => !isSecond(binding));
  const bindings = firsts.flatMap(binding => {
    const chords = wanted.get(binding.action);
    wanted.delete(binding.action); // another binding of this action would only stand in the way
    return chords === undefined
      ? []
      : [{...binding, chords: chords.flatMap(chord => usable(chord, binding.when))}];
  });
  return [
    ...lineBindings(chosen),
    ...bindings,
    ...firsts.filter(({action}) => !Object.hasOwn(chosen, action)),
    ...seconds,
  ];
}

/** The second key of a chord: nobody chooses those. */
function isSecond({when}: KeyBinding): boolean {
  return when === 'leader';
}

/** Keys that run a command line. */
function lineBindings(chosen: ChosenKeys): readonly KeyBinding[] {
  return Object.entries(chosen).flatMap(([action, chords]) =>
    isLine(action)
      ? [{action, chords: chords.flatMap(chord => usable(chord, 'always')), when: 'always', help: null}]
      : [],
  );
}

function isLine(action: string): action is LineAction {
  return action.startsWith('/');
}

/** Words in the settings that are nothing a key could do, such as those of another version. */
export function unknownActions(defaults: readonly KeyBinding[], chosen: ChosenKeys): readonly string[] {
  return Object.keys(chosen).filter(
    action => !isLine(action) && !defaults.some(binding => binding.action === action),
  );
}

/** What keys do now, each action once, with the keys that another one takes from it. */
export function keyUses(defaults: readonly KeyBinding[], all: readonly KeyBinding[]): readonly KeyUse[] {
  const keyMap = all.filter(binding => !isSecond(binding));
  const lines = keyMap.map(({action}) => action).filter(isLine);
  const actions = new Set<KeyAction>([...defaults.map(({action}) => action), ...lines]);
  return [...actions].map(action => {
    const own = keyMap.filter(binding => binding.action === action);
    return {
      action,
      summary: summaryOf(action),
      chords: [...new Set(own.flatMap(({chords}) => chords))],
      isChosen: own.length > 0 && own.every(binding => !defaults.includes(binding)),
      takesCharacters: own.length > 0 && own.every(({when}) => LETTER_CONTEXTS.has(when)),
      taken: own.flatMap(binding => takenFrom(binding, keyMap)),
    };
  });
}

/** A line of help: keys, and what they do. */
export type HelpLine = readonly [keys: string, meaning: string];

/**
 * The lines of help. Actions that belong together share one line while they have their keys; once the user chose
 * others for one of them, each has its own.
 */
export function helpLines(
  allDefaults: readonly KeyBinding[],
  all: readonly KeyBinding[] = allDefaults,
): readonly HelpLine[] {
  const defaults = allDefaults.filter(binding => !isSecond(binding));
  const keyMap = all.filter(binding => !isSecond(binding));
  const lines = keyMap.flatMap(({action, chords}): HelpLine[] =>
    isLine(action) && chords.length > 0 ? [[chords.map(chordLabel).join(', '), summaryOf(action)]] : [],
  );
  const others = groups(defaults).flatMap(([head, ...others]): readonly HelpLine[] => {
    const group = [head, ...others];
    const isAsEver = group.every(
      binding => keyMap.includes(binding) && takenFrom(binding, keyMap).length === 0,
    );
    return isAsEver ? [[head.help.keys, head.help.text] as const] : separateLines(group, keyMap);
  });
  return [...lines, ...others];
}

type Headed = KeyBinding & {readonly help: NonNullable<KeyBinding['help']>};
type Group = readonly [Headed, ...KeyBinding[]];

/** A binding with help begins a group; those after it without one belong to it. */
function groups(defaults: readonly KeyBinding[]): readonly Group[] {
  const found: [Headed, ...KeyBinding[]][] = [];
  for (const binding of defaults) {
    if (isHeaded(binding)) {
      found.push([binding]);
    } else {
      found.at(-1)?.push(binding);
    }
  }
  return found;
}

function isHeaded(binding: KeyBinding): binding is Headed {
  return binding.help !== null;
}

function separateLines(group: readonly KeyBinding[], keyMap: readonly KeyBinding[]): readonly HelpLine[] {
  const actions = [...new Set(group.map(({action}) => action))];
  return actions.map(action => {
    const own = keyMap.filter(binding => binding.action === action);
    const lost = new Set(own.flatMap(binding => takenFrom(binding, keyMap)).map(({chord}) => chord));
    const chords = own.flatMap(binding => binding.chords).filter(chord => !lost.has(chord));
    return [
      chords.length === 0 ? screenTexts.keys.none : chords.map(chordLabel).join(', '),
      summaryOf(action),
    ] as const;
  });
}

function summaryOf(action: KeyAction): string {
  return isLine(action) ? screenTexts.keys.runs(action) : SUMMARIES[action];
}

function usable(typed: string, when: KeyContext): string[] {
  const chord = parseChord(typed);
  return chord === null || (isCharacter(chord) && !LETTER_CONTEXTS.has(when)) ? [] : [chord];
}

/** The keys of a binding that one before it has already, for the same time. */
function takenFrom(
  {action, chords, when}: KeyBinding,
  keyMap: readonly KeyBinding[],
): readonly {readonly chord: string; readonly by: KeyAction}[] {
  return chords.flatMap(chord => {
    const first = keyMap.find(other => other.chords.includes(chord) && meet(other.when, when));
    return first === undefined || first.action === action ? [] : [{chord, by: first.action}];
  });
}

/** A mode looks its own keys up before those that always count. */
function meet(one: KeyContext, other: KeyContext): boolean {
  const isTyping = (when: KeyContext) => when === 'empty' || when === 'typing';
  return one === other || (one === 'always' && isTyping(other)) || (other === 'always' && isTyping(one));
}
