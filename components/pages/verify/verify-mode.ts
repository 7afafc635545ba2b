import type {SafetyCodeView} from '../../../src/core/api/api.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {type Mode, SCREEN_KEYS} from '../../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';
import {createSighting} from '../../keys/sighting.ts';

/** What is compared, and whether something differs. */
export type Verifying = {readonly code: SafetyCodeView; readonly differs: boolean};

/** Words and numbers that two people compare. */
export const VERIFY: ModeKind<Verifying> = {
  name: 'verify',
  level: LEVEL.page,
  coversLog: true,
  text: 'none',
  note: screenTexts.verify.note,
};

/** Opens the page. */
export function openVerify(modes: Modes, code: SafetyCodeView): void {
  modes.enter(VERIFY, {code, differs: false});
}

export type VerifyOptions = {
  readonly modes: Modes;
  /** Runs a line as if it had been typed. */
  readonly enter: (line: string) => void;
  /** Resolves with whether the terminal shows what is drawn now. */
  readonly whenShown: () => Promise<boolean>;
};

/** Creates its mode. A yes from before the words were on the screen is none. */
export function createVerifyMode({modes, enter, whenShown}: VerifyOptions): Mode<Verifying> {
  const sighting = createSighting(whenShown);
  let shown: SafetyCodeView | null = null;
  modes.subscribe(() => {
    const code = modes.stateOf(VERIFY)?.code ?? null;
    if (code !== shown) {
      shown = code;
      (code === null ? sighting.end : sighting.begin)();
    }
  });

  function run(line: string): void {
    modes.leave(VERIFY);
    enter(line);
  }

  return {
    kind: VERIFY,
    contexts: () => ['verify', 'empty', 'always'],
    lets: SCREEN_KEYS,
    perform(action, {code, differs}) {
      switch (action) {
        case 'verify-same':
          if (sighting.isSeen() && !differs) {
            run(`/verify ${code.peer.id} yes`);
          }
          return true;
        case 'verify-different':
          modes.change(VERIFY, page => ({...page, differs: true}));
          return true;
        case 'verify-block':
          if (differs) {
            run(`/block ${code.peer.id}`);
          }
          return true;
        case 'escape':
        case 'interrupt':
          modes.leave(VERIFY);
          return true;
        default:
          return !SCREEN_KEYS.has(action);
      }
    },
  };
}
