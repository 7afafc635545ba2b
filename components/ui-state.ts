import type {EntryId, EntryView} from '../src/core/api.ts';

/** A message that is going to be a reply, or the next version of one. */
export type Composing = {readonly kind: 'reply' | 'edit'; readonly entry: EntryView};

/** The choice of a reaction: what was typed to find it, and which one is marked. */
export type Picker = {readonly typed: string; readonly at: number};

/** What only the screen knows: nothing of it is a fact of the core. */
export type UiState = {
  readonly overlay: 'help' | null;
  /** First row of the help that is shown. */
  readonly helpTop: number;
  /** Ctrl-C was pressed once: once more quits. */
  readonly isQuitting: boolean;
  /** The user goes on without choosing a name. */
  readonly staysUnnamed: boolean;
  /** The message that is chosen in the log. */
  readonly selected: EntryId | null;
  /** The next `d` deletes the chosen message. */
  readonly deletes: boolean;
  readonly picker: Picker | null;
  readonly composing: Composing | null;
};

export const initialUi: UiState = {
  overlay: null,
  helpTop: 0,
  isQuitting: false,
  staysUnnamed: false,
  selected: null,
  deletes: false,
  picker: null,
  composing: null,
};
