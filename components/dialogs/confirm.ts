import {screenTexts} from '../../src/lib/texts/screen.ts';
import {type Mode, SCREEN_KEYS} from '../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {createSighting} from '../keys/sighting.ts';
import {fitTo, oneLine, truncate} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';

/** Something to be sure of, and what is done then. */
export type Question = {readonly text: string; readonly onYes: () => void; readonly onNo?: () => void};

/** A question that is answered with yes or no. */
export const CONFIRM: ModeKind<Question> = {
  name: 'confirm',
  level: LEVEL.ask,
  coversLog: false,
  text: 'none',
  note: screenTexts.confirm.note,
};

/** Asks; resolves with whether the answer is yes. Whatever takes the place of the question is a no. */
export function askYesOrNo(modes: Modes, text: string): Promise<boolean> {
  const {promise, resolve} = Promise.withResolvers<boolean>();
  const question: Question = {text, onYes: () => resolve(true), onNo: () => resolve(false)};
  modes.enter(CONFIRM, question);
  const stop = modes.subscribe(() => {
    if (modes.stateOf(CONFIRM) !== question) {
      stop();
      queueMicrotask(() => resolve(false)); // after onYes, which follows
    }
  });
  return promise;
}

/**
 * Asks before something is done that cannot be undone. Anything but yes is no, and a yes from before the question was
 * on the screen is none.
 */
export function createConfirmMode(modes: Modes, whenShown: () => Promise<boolean>): Mode<Question> {
  const sighting = createSighting(whenShown);
  let asked: Question | null = null;
  modes.subscribe(() => {
    const question = modes.stateOf(CONFIRM);
    if (question !== asked) {
      asked = question;
      (question === null ? sighting.end : sighting.begin)();
    }
  });

  return {
    kind: CONFIRM,
    contexts: () => ['confirm', 'empty', 'always'],
    lets: SCREEN_KEYS,
    perform(action, {onYes, onNo}) {
      switch (action) {
        case 'confirm-yes':
          if (sighting.isSeen()) {
            modes.leave(CONFIRM);
            onYes();
          }
          return true;
        case 'confirm-no':
        case 'escape':
        case 'interrupt':
        case 'peer-open':
          modes.leave(CONFIRM);
          onNo?.();
          return true;
        default:
          return !SCREEN_KEYS.has(action);
      }
    },
    hint({width, painter}, {text}) {
      const {question, answers} = screenTexts.confirm;
      const asked = truncate(question(oneLine(text)), width - textWidth(answers)); // the answers are never cut
      return painter.paint('alarm', fitTo(asked + answers, width));
    },
  };
}
