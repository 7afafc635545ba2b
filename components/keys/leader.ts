import {chordLabel} from '../../src/lib/chords.ts';
import {graphemes} from '../../src/lib/text/graphemes.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {drawHintRow} from '../theme/status-row.ts';
import {actionFor, type KeyAction, type KeyBinding} from './key-map.ts';
import type {Mode} from './mode.ts';
import {LEVEL, type ModeKind, type Modes} from './modes.ts';

/** Ctrl-X was pressed: the next key is the second one of a chord. */
export const LEADER: ModeKind<null> = {name: 'leader', level: LEVEL.leader, coversLog: false, text: 'none'};

export type LeaderOptions = {
  readonly modes: Modes;
  readonly keyMap: () => readonly KeyBinding[];
  /** Does what a key would do in the modes below. */
  readonly act: (action: KeyAction) => void;
};

/** Creates its mode, which is on for one key. */
export function createLeaderMode({modes, keyMap, act}: LeaderOptions): Mode<null> {
  function perform(action: KeyAction | null): boolean {
    modes.leave(LEADER);
    if (action !== null && action !== 'escape' && action !== 'interrupt') {
      act(action);
    }
    return true;
  }

  return {
    kind: LEADER,
    contexts: () => ['leader', 'empty', 'always'],
    perform,
    /** Behind the one letter there is text again. */
    type(text) {
      const [letter = '', ...rest] = graphemes(text);
      perform(actionFor(keyMap(), letter, ['leader']));
      return rest.length === 0;
    },
    hint({width, painter, keyMap: keys}) {
      const words = Object.entries(screenTexts.leader).flatMap(([action, word]) => {
        const chord = keys.find(binding => binding.action === action && binding.when === 'leader')?.chords[0];
        return chord === undefined ? [] : [`${chordLabel(chord)} ${word}`];
      });
      return drawHintRow(screenTexts.keys.afterLeader(words.join('  ')), width, painter);
    },
  };
}
