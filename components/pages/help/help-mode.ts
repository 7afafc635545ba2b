import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';
import type {Reading} from '../text/reading-mode.ts';

/** The page of keys and commands. */
export const HELP: ModeKind<Reading> = {
  name: 'help',
  level: LEVEL.page,
  coversLog: true,
  text: 'below',
};

/** Opens the help at its beginning. */
export function openHelp(modes: Modes): void {
  modes.enter(HELP, {top: 0});
}
