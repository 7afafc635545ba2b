import type {ConversationId, EntryId, EntryView} from '../../src/core/api/api.ts';
import {type Editor, emptyEditor} from '../input/editor.ts';
import type {PaneName} from '../pages/list/page.ts';
import type {Visit} from '../pages/search/hit.ts';

/** A message that is going to be a reply, or the next version of one. */
export type Composing = {
  readonly kind: 'reply' | 'edit';
  readonly entry: EntryView;
  /** What stood in the bar. */
  readonly before: string;
};

/** The choice of a reaction: what was typed to find it, and which one is marked. */
export type Picker = {readonly typed: string; readonly at: number};

/** A question whose answer is not shown; null gives up. */
export type SecretQuestion = {readonly prompt: string; readonly answer: (secret: string | null) => void};

/** What only the screen knows: nothing of it is a fact of the core. */
export type UiState = {
  /** Of the terminal, as it was drawn last. */
  readonly size: {readonly columns: number; readonly rows: number};
  readonly overlay: 'help' | PaneName | null;
  /** What is typed on a page, and which row of its list is marked. */
  readonly field: Editor;
  readonly at: number;
  /** The conversation that is searched; null for all. */
  readonly scope: ConversationId | null;
  /** A setting is being written, and what is wrong with what was written. */
  readonly isEditing: boolean;
  readonly problem: string | null;
  /** The hit of a search that is shown in the log. */
  readonly visit: Visit | null;
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
  /** What is asked for without showing it. */
  readonly secret: SecretQuestion | null;
  /** Nothing is shown until the passphrase is entered. */
  readonly locked: boolean;
  /** The log alone is shown. */
  readonly copying: boolean;
  /** What is typed to find somebody in the list; null while nobody is looked for. */
  readonly filter: string | null;
  /** A long paste that waits for a decision. */
  readonly pasted: string | null;
};

export const initialUi: UiState = {
  size: {columns: 80, rows: 24},
  overlay: null,
  field: emptyEditor,
  at: 0,
  scope: null,
  isEditing: false,
  problem: null,
  visit: null,
  helpTop: 0,
  isQuitting: false,
  staysUnnamed: false,
  selected: null,
  deletes: false,
  picker: null,
  composing: null,
  secret: null,
  locked: false,
  copying: false,
  filter: null,
  pasted: null,
};
