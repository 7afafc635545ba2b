import type {Check} from '../../lib/check.ts';
import type {ConversationId} from '../../lib/ids.ts';
import type {ReachView} from './reach.ts';
import type {
  ArrivedPage,
  CursorView,
  DebugView,
  Draft,
  EntryId,
  EntryOrder,
  EntryView,
  HistoryPage,
  InviteView,
  MemberView,
  ReceiptView,
  SafetyCodeView,
  SearchPage,
  Snapshot,
  WhyView,
} from './views.ts';

/** A question to the core; it changes nothing. */
export type Query =
  | {readonly type: 'snapshot'}
  /** What was typed and not sent, before the program ran too. */
  | {readonly type: 'drafts'}
  /** Invites of ours that are open, or were until not long ago. */
  | {readonly type: 'invites'}
  /** Why somebody is, or is not, in reach: every way to them, and what became of each try. */
  | {readonly type: 'why'; readonly who: string}
  /** Who is in a room, those who may do most first. */
  | {readonly type: 'members'; readonly room: ConversationId}
  /** How everything about somebody stands inside. */
  | {readonly type: 'debug'; readonly who: string}
  /** How we can be found. */
  | {readonly type: 'reach'}
  /** Who has a message of ours, and who has read it; nobody for one of somebody else. */
  | {readonly type: 'receipts'; readonly conversation: ConversationId; readonly entry: EntryId}
  /** What natter needs, and whether it has it. */
  | {readonly type: 'checks'}
  /** What to compare with somebody over another channel. */
  | {readonly type: 'safety-code'; readonly who: string}
  | {
      readonly type: 'history';
      readonly conversation: ConversationId;
      /** Entries strictly older than this place, newest of them first cut; null starts at the end. */
      readonly before: EntryOrder | null;
      readonly limit: number;
    }
  | {
      readonly type: 'history-after';
      readonly conversation: ConversationId;
      /** Entries strictly newer than this place. */
      readonly after: EntryOrder;
      readonly limit: number;
    }
  /**
   * Messages of others behind a row, in the order in which they were stored here; deleted ones are left out. An entry's
   * row is `order[2]`. For whoever must miss nothing, such as a script that was not running.
   */
  | {readonly type: 'arrived-after'; readonly row: number; readonly limit: number}
  /** How far the headless mode has told what came in. */
  | {readonly type: 'cursor'}
  /** One message as it is now; null if it is not here. */
  | {readonly type: 'entry'; readonly conversation: ConversationId; readonly entry: EntryId}
  | {
      /** Messages that hold all the words, the newest first: of all conversations, those stored last. */
      readonly type: 'search';
      readonly text: string;
      /** Null searches all conversations. */
      readonly conversation: ConversationId | null;
      /** Where the page before ended: its `next`. */
      readonly before?: number;
      readonly limit: number;
    };

/** The answer of each query. A query that fails throws a `NatterError`. */
export type QueryResult = {
  readonly snapshot: Snapshot;
  readonly 'safety-code': SafetyCodeView;
  readonly history: HistoryPage;
  readonly 'history-after': HistoryPage;
  readonly 'arrived-after': ArrivedPage;
  readonly cursor: CursorView;
  readonly entry: EntryView | null;
  readonly drafts: readonly Draft[];
  readonly invites: readonly InviteView[];
  readonly debug: DebugView;
  readonly members: readonly MemberView[];
  readonly why: WhyView;
  readonly reach: ReachView;
  readonly receipts: readonly ReceiptView[];
  readonly checks: readonly Check[];
  readonly search: SearchPage;
};
