import type {ConversationId, EntryView} from '../../../src/core/api/api.ts';
import {searchWords} from '../../../src/lib/text/search-words.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {type AppState, nameIn} from '../../../src/store/state.ts';
import type {AppStore} from '../../../src/store/store.ts';
import type {ScreenActions} from '../../base/actions.ts';
import {type Editor, emptyEditor, withText} from '../../input/editor.ts';
import {LEVEL, type ModeKind, type Modes} from '../../keys/modes.ts';
import {fitName} from '../../text/fit.ts';
import {textWidth} from '../../text/width.ts';
import type {Calendar} from '../../theme/time-format.ts';
import type {PageFacts, PageRow} from '../list/draw.ts';
import {moveMark, type PageKeys} from '../list/page.ts';
import {VISIT} from './hit.ts';
import type {Visits} from './search-navigation.ts';
import {snippetOf} from './snippet.ts';

/** What is typed, the marked hit, and the conversation that is searched; null for all. */
export type SearchState = {
  readonly field: Editor;
  readonly at: number;
  readonly scope: ConversationId | null;
};

export const SEARCH: ModeKind<SearchState> = {
  name: 'search',
  level: LEVEL.page,
  coversLog: true,
  text: 'field',
};

const closed: SearchState = {field: emptyEditor, at: 0, scope: null};

export type SearchPageOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly actions: Pick<ScreenActions, 'search' | 'searchMore' | 'endSearch'>;
  readonly visits: Visits;
};

/** The page that searches, and how it is opened. */
export type SearchPage = PageKeys & {
  /** Opens it, with what was looked for last, or with this text in this conversation (null: in all). */
  readonly open: (text?: string, scope?: ConversationId | null) => void;
};

/** Rows before the end of the list at which the next page is asked for. */
const AHEAD = 20;

/** The keys of the search page. */
export function createSearchPage({store, modes, actions, visits}: SearchPageOptions): SearchPage {
  const now = () => modes.stateOf(SEARCH) ?? closed;
  const change = (to: Partial<SearchState>) => modes.change(SEARCH, page => ({...page, ...to}));
  const hits = () => store.getState().found?.hits ?? [];

  function look(text: string, scope: ConversationId | null): void {
    change({at: 0, scope});
    actions.search({text, conversation: scope});
  }

  return {
    open(text, scope) {
      const wanted = store.getState().found?.wanted;
      if (text === undefined && wanted !== undefined) {
        const field = withText(emptyEditor, wanted.text);
        modes.enter(SEARCH, {field, at: modes.stateOf(VISIT)?.at ?? 0, scope: wanted.conversation});
        return;
      }
      modes.enter(SEARCH, {...closed, field: withText(emptyEditor, text ?? '')});
      look(text ?? '', scope ?? null);
    },
    field: () => now().field,
    change(field) {
      const isOther = field.text !== now().field.text;
      change({field});
      if (isOther) {
        look(field.text, now().scope);
      }
    },
    move(by) {
      const at = moveMark(now().at, by, hits().length);
      change({at});
      if (at + AHEAD > hits().length) {
        actions.searchMore();
      }
    },
    choose() {
      const {at} = now();
      if (hits()[at] !== undefined) {
        modes.leave(SEARCH);
        visits.go(at);
      }
    },
    turn() {
      const {scope, field} = now();
      const {open} = store.getState();
      look(field.text, scope === null ? open : null);
    },
    leave() {
      modes.leave(SEARCH);
      if (modes.stateOf(VISIT) === null) {
        actions.endSearch();
      }
    },
  };
}

export type SearchLook = {readonly width: number; readonly calendar: Calendar; readonly now: number};

/** The view of the page. */
export function searchPage(state: AppState, {field, at, scope}: SearchState, look: SearchLook): PageFacts {
  const {found, open} = state;
  const nameOf = (conversation: ConversationId, room: number) =>
    fitName(nameIn(state, conversation) ?? '', room);
  const hits = found?.hits ?? [];
  const count = screenTexts.search.found(`${hits.length}${found?.more ? '+' : ''}`);
  const other =
    scope !== null
      ? [screenTexts.search.tabEverywhere]
      : open !== null
        ? [screenTexts.search.tabOnlyHere]
        : [];
  return {
    field: {label: screenTexts.search.field, field},
    title:
      scope === null
        ? screenTexts.search.everywhere
        : screenTexts.search.withContact(
            nameOf(scope, look.width - textWidth(screenTexts.search.withContact('')) - 1),
          ),
    rows: hits.map(hit =>
      drawHit(hit, found?.wanted.text ?? '', nameOf(hit.conversation, roomOfName(look.width)), look),
    ),
    at,
    nothing: nothingText(field.text, found?.busy ?? false),
    hint: [
      ...(hits.length === 0 ? [] : [count]),
      screenTexts.search.keys,
      ...other,
      screenTexts.pages.escCloses,
    ].join(' · '),
  };
}

/** A third of the row, less where the rest of what stands before a hit would not leave so much. */
function roomOfName(width: number): number {
  return Math.min(width / 3, width - ' 2025-03-04  you → : '.length);
}

/** `10:05       bob: …` or, of an own message, `you → bob: …`. */
function drawHit(hit: EntryView, text: string, name: string, {width, calendar, now}: SearchLook): PageRow {
  const when = calendar.isSameDay(hit.time, now) ? calendar.clock(hit.time) : calendar.date(hit.time);
  const head = `${when.padEnd(10)}  ${hit.outgoing ? screenTexts.search.sentTo(name) : name}: `;
  const snippet = snippetOf(hit.text, searchWords(text), width - head.length);
  const found = snippet.found.map(({from, to}) => ({from: from + head.length, to: to + head.length}));
  return {left: head + snippet.text, right: '', found};
}

function nothingText(typed: string, isBusy: boolean): string {
  if (typed.trim() === '') {
    return screenTexts.search.howTo;
  }
  return isBusy ? screenTexts.search.busy : screenTexts.search.nothing;
}
