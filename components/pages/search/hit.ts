import type {ConversationId, EntryView} from '../../../src/core/api/api.ts';
import type {Scroll} from '../../../src/store/state.ts';
import {LEVEL, type ModeKind} from '../../keys/modes.ts';

/** A message that was found is being looked at. */
export type Visit = {
  readonly entry: EntryView;
  /** Which of the hits it is. */
  readonly at: number;
  readonly origin: Origin;
};

/** Where its reader was before the first hit. */
export type Origin = {
  readonly open: ConversationId | null;
  /** Null at the end of the log; else also an entry at that place. */
  readonly scroll: Scroll | null;
  readonly entry: EntryView | null;
};

/** A hit of a search is shown in the log. */
export const VISIT: ModeKind<Visit> = {name: 'visit', level: LEVEL.visit, coversLog: false, text: 'below'};
