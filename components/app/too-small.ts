import {type Mode, SCREEN_KEYS} from '../keys/mode.ts';
import {LEVEL, type ModeKind} from '../keys/modes.ts';

/** Nothing useful fits on the terminal: nothing is shown, and no key changes what nobody sees. */
export const TOO_SMALL: ModeKind<null> = {
  name: 'too-small',
  level: LEVEL.tooSmall,
  coversLog: true,
  text: 'none',
};

export const tooSmallMode: Mode<null> = {
  kind: TOO_SMALL,
  contexts: () => ['always'],
  lets: SCREEN_KEYS,
  perform: () => false,
};
