import type {ConversationId, EntryId, EntryView} from '../src/core/api.ts';
import type {Composing} from './ui-state.ts';

/** What the screen asks of the program. None of it waits, and none of it throws. */
export type ScreenActions = {
  /** Runs a line as typed: a command, or text for the open conversation. */
  readonly submit: (line: string) => void;
  /** Sends text as a reply, or as the next version of a message. */
  readonly compose: (composing: Composing, text: string) => void;
  readonly remove: (entry: EntryView) => void;
  readonly react: (entry: EntryView, emoji: string) => void;
  /** Puts text on the clipboard of the terminal. */
  readonly copy: (text: string) => void;
  readonly showDetails: (entry: EntryView) => void;
  /** Shows a message of which only the id is known. */
  readonly jump: (conversation: ConversationId, entry: EntryId) => void;
  /** Answers the user in the log. */
  readonly tell: (text: string) => void;
  readonly open: (conversation: ConversationId) => void;
  /** Takes another name; resolves with what is wrong with it, or null if it is taken. */
  readonly rename: (name: string) => Promise<string | null>;
  /** Loads history around what is shown. */
  readonly older: (conversation: ConversationId) => void;
  readonly newer: (conversation: ConversationId) => void;
  readonly oldest: (conversation: ConversationId) => void;
  readonly latest: (conversation: ConversationId) => void;
  readonly redraw: () => void;
  readonly suspend: () => void;
  readonly quit: () => void;
};
