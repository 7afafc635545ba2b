import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Bar} from './input-line.ts';

/** Whether the author of what stands in the bar knows that it stands there. */
export type Doubt = {
  /** Text was given back: whoever is in the middle of a sentence goes on typing, for another conversation. */
  readonly begin: () => void;
  /** Enter was pressed: true if the line may be entered. In doubt only a second Enter, with nothing in between, says so. */
  readonly settle: () => boolean;
};

export const NOT_ENTERED = screenTexts.input.doubt;

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
      state = state === 'doubted' ? 'asked' : 'sure';
      return state === 'sure';
    },
  };
}
