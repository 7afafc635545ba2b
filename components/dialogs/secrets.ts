import type {ScreenActions} from '../base/actions.ts';
import {emptyEditor} from '../input/editor.ts';
import type {KeyAction} from '../keys/key-map.ts';
import {type Mode, SCREEN_KEYS} from '../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {type Asked, editAsked, nothingAsked, typeAsked} from './field-keys.ts';

/** Nothing is shown until the passphrase is entered. */
export const LOCK: ModeKind<Asked> = {name: 'lock', level: LEVEL.lock, coversLog: true, text: 'field'};

/** A question whose answer is not shown; null gives up. */
export type SecretQuestion = Asked & {
  readonly prompt: string;
  readonly answer: (secret: string | null) => void;
};

export const SECRET: ModeKind<SecretQuestion> = {
  name: 'secret',
  level: LEVEL.secret,
  coversLog: true,
  text: 'field',
};

/** Hides everything. */
export function lockScreen(modes: Modes): void {
  modes.enter(LOCK, nothingAsked);
}

/** Asks for something that is not shown; null if the user gives up, or is asked something already. */
export function askSecret(modes: Modes, prompt: string): Promise<string | null> {
  const before = modes.stateOf(SECRET);
  return before !== null && !before.isChecking
    ? Promise.resolve(null)
    : new Promise(answer => modes.enter(SECRET, {...nothingAsked, prompt, answer}));
}

/** What was asked for has been tried: input has its usual meaning again. */
export function endSecret(modes: Modes): void {
  if (modes.stateOf(SECRET)?.isChecking) {
    modes.leave(SECRET);
  }
}

/** Creates the mode of a locked screen. What is typed while a passphrase is tried never gets anywhere else. */
export function createLockMode(modes: Modes, actions: Pick<ScreenActions, 'checkPassphrase'>): Mode<Asked> {
  return secretMode(modes, LOCK, {
    submit(asked) {
      void actions.checkPassphrase(asked.field.text).then(problem => {
        if (problem === null) {
          modes.leave(LOCK);
        } else {
          modes.change(LOCK, now => ({...now, problem, isChecking: false}));
        }
      });
    },
  });
}

/** Creates the mode of a question. Once it is answered, it takes all input until `endSecret` or the next question. */
export function createSecretMode(modes: Modes): Mode<SecretQuestion> {
  return secretMode(modes, SECRET, {
    submit: ({answer, field}) => answer(field.text),
    leave({answer}) {
      modes.leave(SECRET);
      answer(null);
    },
  });
}

type Ways<A extends Asked> = {readonly submit: (asked: A) => void; readonly leave?: (asked: A) => void};

function secretMode<A extends Asked>(modes: Modes, kind: ModeKind<A>, {submit, leave}: Ways<A>): Mode<A> {
  function inField(action: KeyAction, asked: A): void {
    switch (action) {
      case 'submit':
        modes.change(kind, now => ({...now, field: emptyEditor, problem: null, isChecking: true}));
        submit(asked);
        break;
      case 'escape':
        leave?.(asked);
        break;
      default:
        modes.change(kind, now => editAsked(now, action) ?? now);
    }
  }

  return {
    kind,
    contexts: () => ['typing', 'always'],
    lets: SCREEN_KEYS,
    type(text) {
      modes.change(kind, now => typeAsked(now, text));
      return true;
    },
    perform(action, asked) {
      if (SCREEN_KEYS.has(action)) {
        return false;
      }
      if (!asked.isChecking) {
        inField(action, asked);
      }
      return true;
    },
  };
}
