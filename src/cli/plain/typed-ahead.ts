import {effectOf} from '../../commands/engine/redirects.ts';
import {commands} from '../../commands/registry.ts';

/** A line as it was entered. */
export type EnteredLine = {
  readonly text: string;
  /** Nobody could know yet where it goes: a command before it had not ended, or nobody sits there at all. */
  readonly isAhead: boolean;
};

/** Follows what is entered before a command has ended that may change where lines go. */
export type TypedAhead = {
  /** Notes a line, at the moment of Enter. */
  readonly enter: (text: string) => EnteredLine;
  /** A line is about to be run. */
  readonly begin: (line: EnteredLine) => void;
  /** It has ended; `isTyping`: another line has been begun, which its author typed behind this one. */
  readonly end: (line: EnteredLine, ended: {readonly hasFailed: boolean; readonly isTyping: boolean}) => void;
  /** A conversation was opened: lines go there. */
  readonly opened: () => void;
  /** A command is under way, or waits, that may change where lines go. */
  readonly isUndecided: () => boolean;
  /** The command before the line that runs which failed, so that nobody knows where that line belongs; null if none. */
  readonly failedBefore: () => string | null;
};

/**
 * Keeps the rule that a line goes to the conversation its author saw, or nowhere. At a terminal the prompt shows after
 * a failure where lines go, so only those entered before it are without a place; without one all are, until a
 * conversation is opened.
 */
export function createTypedAhead(isTerminal: boolean): TypedAhead {
  let undecided = 0;
  let failed: string | null = null;
  let isBegunBehind = false;

  return {
    enter(text) {
      const isAhead = !isTerminal || undecided > 0 || isBegunBehind;
      isBegunBehind = false;
      undecided += mayRedirect(text) ? 1 : 0;
      return {text, isAhead};
    },
    begin({isAhead}) {
      failed = isAhead ? failed : null;
    },
    end({text}, {hasFailed, isTyping}) {
      if (!mayRedirect(text)) {
        return;
      }
      undecided -= 1;
      if (hasFailed) {
        failed ??= text.split(/\s/, 1)[0] ?? text; // what was refused for a failure is not the cause of more
        isBegunBehind = isTyping && undecided === 0;
      }
    },
    opened() {
      failed = null;
    },
    isUndecided: () => undecided > 0,
    failedBefore: () => failed,
  };
}

function mayRedirect(text: string): boolean {
  return effectOf(text, commands) === 'redirect';
}
