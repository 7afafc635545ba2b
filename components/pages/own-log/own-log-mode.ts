import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';
import type {Reading} from '../text/reading-mode.ts';

/** The page of what natter said, and of what belongs to no conversation. */
export const OWN_LOG: ModeKind<Reading> = {
  name: 'own-log',
  level: LEVEL.page,
  coversLog: true,
  text: 'below',
};

/** Opens it at its end. */
export function openOwnLog(modes: Modes): void {
  modes.enter(OWN_LOG, {top: Number.MAX_SAFE_INTEGER});
}
