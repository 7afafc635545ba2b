import type {ScreenActions} from '../base/actions.ts';
import {type Mode, SCREEN_KEYS} from '../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {type Asked, editAsked, typeAsked} from './field-keys.ts';

/** The first page of a new profile, which asks for a name. */
export const WELCOME: ModeKind<Asked> = {
  name: 'welcome',
  level: LEVEL.welcome,
  coversLog: true,
  text: 'field',
};

/** Asks for a name, once, and gets out of the way. */
export function createWelcomeMode(
  modes: Modes,
  actions: Pick<ScreenActions, 'rename'>,
  ownName: () => string,
): Mode<Asked> {
  const change = (asked: Asked) => modes.change(WELCOME, () => asked);

  /** The made-up name stays, so that nobody is asked again; /nick changes it. */
  function keep(): void {
    modes.leave(WELCOME);
    void actions.rename(ownName());
  }

  function submit(asked: Asked): void {
    if (asked.field.text.trim() === '') {
      keep();
      return;
    }
    change({...asked, isChecking: true});
    void actions
      .rename(asked.field.text)
      .then(problem => modes.change(WELCOME, now => ({...now, problem, isChecking: false})));
  }

  return {
    kind: WELCOME,
    contexts: () => ['typing', 'always'],
    lets: SCREEN_KEYS,
    type(text, asked) {
      change(typeAsked(asked, text));
      return true;
    },
    perform(action, asked) {
      if (SCREEN_KEYS.has(action)) {
        return false;
      }
      if (action === 'escape') {
        keep();
      } else if (!asked.isChecking && action === 'submit') {
        submit(asked);
      } else if (!asked.isChecking) {
        change(editAsked(asked, action) ?? asked);
      }
      return true;
    },
  };
}
