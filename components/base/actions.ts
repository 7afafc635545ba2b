import type {ConversationId, EntryId, EntryView} from '../../src/core/api/api.ts';
import type {SettingName} from '../../src/lib/settings.ts';
import type {Wanted} from '../../src/store/state.ts';

/** A message that is going to be a reply, or the next version of one. */
export type Composing = {
  readonly kind: 'reply' | 'edit';
  readonly entry: EntryView;
  /** What stood in the bar. */
  readonly before: string;
};

/** What a line that runs may do to the input. */
export type Entered = {
  /** Whether a conversation may be opened for it: nothing was pressed since, or what was waits for it. */
  readonly mayOpen: () => boolean;
  /** It asks something: what waits for it is the answer. */
  readonly asks: () => void;
};

/** What the screen asks of the program. None of it waits, and none of it throws. */
export type ScreenActions = {
  /**
   * Runs a line as typed: a command, or text for the conversation that is open now. Resolves with whether it was done;
   * what went wrong is told.
   */
  readonly submit: (line: string, entered: Entered) => Promise<boolean>;
  /** Sends text as a reply, or as the next version of a message. False if it was refused; the user knows why. */
  readonly compose: (composing: Composing, text: string) => Promise<boolean>;
  /** Deletes a message of one's own in a while. */
  readonly remove: (entry: EntryView) => void;
  /** Keeps the message that was to be deleted last; false if there is none. */
  readonly undoRemoval: () => boolean;
  /** Null takes our reaction back. */
  readonly react: (entry: EntryView, emoji: string | null) => void;
  /** Puts text on the clipboard of the terminal. */
  readonly copy: (text: string) => void;
  /** Opens an http or https address where its user opens such. */
  readonly openLink: (target: string) => void;
  readonly showDetails: (entry: EntryView) => void;
  /** Loads the history around a message of which only the id is known; false if it is not here. */
  readonly jump: (
    conversation: ConversationId,
    entry: EntryId,
    /** Asked once the entry is found: false where its reader chose another place meanwhile. */
    isWanted?: () => boolean,
  ) => Promise<boolean>;
  /** Answers the user in the log. */
  readonly tell: (text: string) => void;
  readonly open: (conversation: ConversationId) => void;
  /** Searches; what is found comes into the store. */
  readonly search: (wanted: Wanted) => void;
  readonly searchMore: () => void;
  readonly endSearch: () => void;
  /** Changes a setting; resolves with what is wrong with the value, or null if it is taken. */
  readonly set: (name: SettingName, value: string) => Promise<string | null>;
  /** Resolves with what is wrong with a passphrase, or null if it is right. */
  readonly checkPassphrase: (passphrase: string) => Promise<string | null>;
  /** Takes another name; resolves with what is wrong with it, or null if it is taken. */
  readonly rename: (name: string) => Promise<string | null>;
  /** Loads history around what is shown. */
  readonly older: (conversation: ConversationId) => void;
  readonly newer: (conversation: ConversationId) => void;
  readonly oldest: (conversation: ConversationId) => void;
  readonly latest: (conversation: ConversationId) => void;
  /** Lets the user change a text in their own editor; resolves with the new one, or null if that failed. */
  readonly editOutside: (text: string) => Promise<string | null>;
  readonly redraw: () => void;
  readonly suspend: () => void;
  readonly quit: () => void;
};
