import {deleteBackward, emptyEditor, withText} from '../../input/editor.ts';
import type {Mode} from '../../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';
import {createReadingMode, type Reading} from '../text/reading-mode.ts';

/** What is read of the help, and what it is about; all of it if nothing was typed. */
type Help = Reading & {readonly typed: string};

/** The page of keys and commands. */
export const HELP: ModeKind<Help> = {
  name: 'help',
  level: LEVEL.page,
  coversLog: true,
  text: 'none',
};

/** Opens the help at its beginning. */
export function openHelp(modes: Modes): void {
  modes.enter(HELP, {top: 0, typed: ''});
}

/** Creates the mode of the help: what is typed leaves what holds it. */
export function createHelpMode(options: {
  readonly modes: Modes;
  readonly rows: () => number;
  readonly onLeave: () => void;
}): Mode<Help> {
  const reading = createReadingMode(HELP, options);
  const show = (typed: string) => options.modes.change(HELP, () => ({top: 0, typed}));
  return {
    ...reading,
    contexts: () => ['empty', 'typing', 'always'],
    type(text, {typed}) {
      show(typed + text.replaceAll('\n', ' '));
      return true;
    },
    perform(action, help) {
      if (action === 'delete-backward') {
        show(deleteBackward(withText(emptyEditor, help.typed)).text);
        return true;
      }
      if (action === 'escape' && help.typed !== '') {
        show('');
        return true;
      }
      return reading.perform(action, help);
    },
  };
}
