import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Bar} from './input-line.ts';

/** Lines that end programs whose keys have modes, such as vim, siggy and iamb. Here they would be sent. */
const ENDS_ELSEWHERE = /^:(?:q|qa|wq|wqa|x|quit)!?\s*$/;

/** Whether the author of what stands in the bar means to send it. */
export type Doubt = {
  /** Text was given back: whoever is in the middle of a sentence goes on typing, for another conversation. */
  readonly begin: () => void;
  /**
   * Enter was pressed: null if the line is entered, else why it is not. In doubt only a second Enter, with nothing in
   * between, says so.
   */
  readonly settle: () => string | null;
};

/** Creates a doubt that begins with nothing to doubt, and ends whenever the bar is empty. */
export function createDoubt(bar: Pick<Bar, 'getState' | 'subscribe'>): Doubt {
  let state: 'sure' | 'doubted' | 'asked' = 'sure';

  bar.subscribe(() => {
    if (bar.getState().editor.text === '') {
      state = 'sure';
    } else if (state === 'asked') {
      state = 'doubted';
    }
  });
  return {
    begin() {
      state = 'doubted';
    },
    settle() {
      const isForOthers = state === 'sure' && ENDS_ELSEWHERE.test(bar.getState().editor.text);
      state = state === 'doubted' || isForOthers ? 'asked' : 'sure';
      return state === 'sure' ? null : screenTexts.input[isForOthers ? 'endsElsewhere' : 'doubt'];
    },
  };
}
