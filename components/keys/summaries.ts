import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {NamedAction} from './key-map.ts';

/** What each action does, for the list of keys and for help on keys that the user chose. */
export const SUMMARIES: Readonly<Record<NamedAction, string>> = screenTexts.keyActions;
