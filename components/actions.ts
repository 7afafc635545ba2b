import type {ConversationId} from '../src/core/api.ts';

/** What the screen asks of the program. None of it waits, and none of it throws. */
export type ScreenActions = {
  /** Runs a line as typed: a command, or text for the open conversation. */
  readonly submit: (line: string) => void;
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
