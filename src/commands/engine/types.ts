import type {
  ConversationId,
  ConversationView,
  Core,
  DebugView,
  EntryView,
  PeerKey,
  PeerView,
  ReachView,
  SafetyCodeView,
  Self,
  WhyView,
} from '../../core/api/api.ts';
import type {Check} from '../../lib/check.ts';
import type {Settings} from '../../lib/settings.ts';
import type {SafeText} from '../../lib/text/safe-text.ts';
import type {GivenLink} from './describe-invite.ts';
import type {Wanted} from './find-hits.ts';
import type {Report} from './report.ts';

/** What a command was asked for, for programs. */
export type Answer =
  | {readonly type: 'self'; readonly self: Self}
  | {readonly type: 'settings'; readonly settings: Settings}
  | {readonly type: 'why'; readonly why: WhyView}
  | {readonly type: 'reach'; readonly reach: ReachView}
  | {readonly type: 'checks'; readonly checks: readonly Check[]; readonly full: boolean}
  | {readonly type: 'debug'; readonly debug: DebugView}
  | {readonly type: 'requests'; readonly peers: readonly PeerView[]}
  | {
      readonly type: 'peers';
      readonly peers: readonly PeerView[];
      readonly conversations: readonly ConversationView[];
    }
  | {
      readonly type: 'peer';
      readonly peer: PeerView;
      readonly conversations: readonly ConversationView[];
    };

/** What a command may do to whatever shows the conversation: the screen, or the headless mode. */
export type View = {
  /** The conversation that text without a slash goes to, or null. */
  readonly current: () => ConversationId | null;
  /** Seconds that new messages of this conversation live, as the user sees it; absent where that is not shown all the time. */
  readonly lifetime?: () => number | null;
  readonly open: (conversation: ConversationId) => void;
  /** Empties what is shown of the open conversation; history stays. */
  readonly clear: () => void;
  /** Ends this program in order, or with `all` also the core that it shares with others. */
  readonly quit: (whose: 'this' | 'all') => void;
  /** Ends this program and leaves the core running. Absent where the core would end with it. */
  readonly detach?: () => void;
  /** Answers the user; may have several lines. */
  readonly notice: (text: SafeText) => void;
  /** Tells of what was sent into a conversation that is not open. Absent where all that is sent is seen anyway. */
  readonly echo?: (text: SafeText) => void;
  /** Shows what a search finds. Where this is absent, commands answer in words. */
  readonly search?: (wanted: Wanted) => void | Promise<void>;
  /** Takes an answer as data. Where this is absent, commands answer in words. */
  readonly answer?: (answer: Answer) => void;
  /** Shows an invite, or a ticket, so that it can be copied or scanned. Where this is absent, commands answer in words. */
  readonly showInvite?: (link: GivenLink) => void;
  /** Shows the members of a room; `forked` are those whose messages differ between members. Where this is absent, commands answer in words. */
  readonly showMembers?: (room: ConversationId, forked: readonly PeerKey[]) => void;
  /** Shows a report, and asks for it anew as long as it is shown. Where this is absent, commands answer in words. */
  readonly showReport?: (ask: () => Promise<Report>) => Promise<void>;
  /** Looks at the terminal. Absent where there is none. */
  readonly checkTerminal?: () => readonly Check[];
  /** Shows the page of settings. */
  readonly openSettings?: () => void;
  /** Shows the themes to choose from. */
  readonly openThemes?: () => void;
  /** Asks for something that is not shown while it is typed; null if the user gives up. Absent where nobody can be asked. */
  readonly askSecret?: (prompt: string) => Promise<string | null>;
  /** Asks a question that yes or no answers; false unless the answer is yes. Absent where nobody can be asked. */
  readonly confirm?: (question: SafeText) => Promise<boolean>;
  /** Shows words and numbers to compare. Where this is absent, commands answer in words. */
  readonly showSafetyCode?: (code: SafetyCodeView) => void;
  /** Hides everything until the passphrase is entered. */
  readonly lock?: () => void;
  /** Throws a `NatterError` that says why a theme cannot be shown. */
  readonly checkTheme?: (name: string) => void;
  /** Shows the log alone, for the terminal to select and copy from. */
  readonly openCopyView?: () => void;
  /** Shows the page of keys and commands. */
  readonly openHelp?: () => void;
  /** Shows what natter said lately. Absent where all of it stands above. */
  readonly openOwnLog?: () => void;
  /** Puts a message of the open conversation where text is typed, to be changed there. */
  readonly edit?: (message: EntryView) => void;
  /** Asks whether a message of the open conversation should go, and deletes it then. Absent where nobody can be asked. */
  readonly askToDelete?: (message: EntryView) => void;
  /** Deletes a message of one's own in a while, and tells how to undo that. Absent where messages are deleted at once. */
  readonly removeSoon?: (message: EntryView) => void;
  /** Keeps the message that was to be deleted last, and tells so; false if there is none. Absent where that cannot be. */
  readonly undoRemoval?: () => boolean;
  /** The current bindings. */
  readonly keys?: () => readonly KeyUse[];
};

/** What some keys do, for people who look them up or choose others. */
export type KeyUse = {
  /** The name that settings have for it. */
  readonly action: string;
  readonly summary: string;
  readonly chords: readonly string[];
  /** The user chose these keys. */
  readonly isChosen: boolean;
  /** Single characters can do it, since nothing is typed then. */
  readonly takesCharacters: boolean;
  /** Of its keys, those that do something else, which comes first. */
  readonly taken: readonly {readonly chord: string; readonly by: string}[];
};

/** Where a new file goes: to the path as it was typed, or under a name of its own into the current folder. */
export type FileTarget = {
  /** May begin with `~/`, and may be a folder that exists. Null takes the current folder. */
  readonly path: string | null;
  /** What the file is about, such as the name of a peer: made harmless, and followed by the date. */
  readonly subject: string;
  /** Without the dot. */
  readonly extension: string;
};

/**
 * Writes a new file that only its owner may read, and never over another one; resolves with its absolute path.
 * What was written goes again if `content` fails. Throws `FILE_EXISTS`, `FILE_UNWRITABLE`, `DISK_FULL`, `DISK_FAILED`.
 */
export type SaveFile = (target: FileTarget, content: AsyncIterable<string>) => Promise<SafeText>;

/** New files for whoever enters commands. */
export type UserFiles = {
  readonly save: SaveFile;
  /** The absolute path of a new file that somebody else makes. Throws `FILE_UNWRITABLE` where there is no such folder. */
  readonly newPath: (target: FileTarget) => Promise<string>;
};

/** What changes where the next input goes. Only a command that `redirects` gets it. */
type Redirection =
  | 'open'
  | 'search'
  | 'showInvite'
  | 'showMembers'
  | 'showReport'
  | 'openSettings'
  | 'openThemes'
  | 'askSecret'
  | 'confirm'
  | 'showSafetyCode'
  | 'lock'
  | 'openHelp'
  | 'openCopyView'
  | 'openOwnLog'
  | 'edit'
  | 'askToDelete';

/** All that a command can reach. */
export type CommandContext = {
  readonly core: Core;
  readonly view: View;
  readonly files: UserFiles;
};

/** All that a command can reach which leaves the input where it is. */
export type StayingContext = Omit<CommandContext, 'view'> & {readonly view: Omit<View, Redirection>};

/**
 * How Tab completes a parameter. `text` completes names in free text; `conversation` people and rooms, and `member` those
 * who are in the open room.
 */
export type CompletionKind =
  | 'command'
  | 'who'
  | 'request'
  | 'online'
  | 'member'
  | 'conversation'
  | 'room'
  | 'text'
  | 'path'
  | 'none';

/** Words to choose from that only the program knows which runs now. */
export type KnownWords = {
  /** Names of what keys do. */
  readonly keyActions: readonly string[];
  /** Names of theme files. */
  readonly themes: readonly string[];
};

/** A declared parameter: arity, usage, parsing and completion follow from it. */
export type Parameter<T> = {
  readonly name: string;
  readonly optional: boolean;
  /** Takes the rest of the line, spaces included. */
  readonly rest: boolean;
  readonly completes: CompletionKind;
  /** Only a word of this form is taken; any other one is left to the next parameter. */
  readonly fits?: (word: string) => boolean;
  /** The words there are to choose from, after those that stand before it. */
  readonly choices?: (before: readonly string[], known: KnownWords) => readonly string[];
  /** Turns the words typed into a value; throws a `NatterError`. An absent optional one is never parsed. */
  readonly parse: (text: string) => T;
};

/** A command as typed: plain data that says what to run, with the values of its parameters in their order. */
export type Command = {readonly name: string; readonly arguments: readonly unknown[]};

/** One kind of command, as the registry holds it. */
export type CommandDefinition = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly parameters: readonly Parameter<unknown>[];
  /** One line for `/help`. */
  readonly summary: string;
  /** It may change where the next input goes: it opens a conversation, a page or a question. */
  readonly redirects: boolean;
  /** Runs with the values that `parameters` made, an absent optional one being null. Throws a `NatterError`. */
  readonly execute: (context: CommandContext, values: readonly unknown[]) => Promise<void>;
};
