/** What natter says to its user: shown in the status line, and kept in a log of natter's own. */
import {type SafeText, safe} from '../lib/text/safe-text.ts';
import {addNotice} from './notices.ts';
import {type Answer, type AppState, type NoticeKind, START_PAGE} from './state.ts';

/** What went wrong is not hidden by another answer within this time, milliseconds: nobody can have read it. */
const UNREAD = 1000;

/** Answers the user. The same answer again is counted; behind what just went wrong, an answer is added to it. */
export function showAnswer(state: AppState, kind: NoticeKind, text: SafeText, now: number): AppState {
  return {...keepAnswer(state, kind, text, now), answer: next(state.answer, {kind, text, count: 1, at: now})};
}

function next(before: Answer | null, answer: Answer): Answer {
  if (before?.kind === answer.kind && before.text === answer.text) {
    return {...answer, count: before.count + 1};
  }
  const isUnread = before !== null && before.kind !== 'notice' && answer.at - before.at < UNREAD;
  return isUnread && answer.kind === 'notice'
    ? {...before, text: safe`${before.text} ${answer.text}`}
    : answer;
}

/** Keeps an answer that is shown elsewhere, such as on a page. */
export function keepAnswer(state: AppState, kind: NoticeKind, text: SafeText, now: number): AppState {
  return addNotice(state, START_PAGE, {kind, text, time: now});
}

/** Shows no answer any more; with `which` only if it is still that one. */
export function dropAnswer(state: AppState, which: Answer | null = state.answer): AppState {
  return state.answer === null || state.answer !== which ? state : {...state, answer: null};
}
