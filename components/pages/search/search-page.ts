import type {StoreApi} from 'zustand/vanilla';
import type {ConversationId, EntryView} from '../../../src/core/api/api.ts';
import {searchWords} from '../../../src/lib/text/search-words.ts';
import type {AppState} from '../../../src/store/state.ts';
import type {AppStore} from '../../../src/store/store.ts';
import type {ScreenActions} from '../../base/actions.ts';
import type {UiState} from '../../base/ui-state.ts';
import {emptyEditor, withText} from '../../input/editor.ts';
import {oneLine} from '../../text/fit.ts';
import type {Calendar} from '../../theme/time-format.ts';
import type {PageFacts, PageRow} from '../list/draw.ts';
import {moveMark, type PaneKeys} from '../list/page.ts';
import type {Visits} from './search-navigation.ts';
import {snippetOf} from './snippet.ts';

export type SearchPageOptions = {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly actions: Pick<ScreenActions, 'search' | 'searchMore' | 'endSearch'>;
  readonly visits: Visits;
};

/** The page that searches, and how it is opened. */
export type SearchPage = PaneKeys & {
  /** Opens it, with what was looked for last, or with this text in this conversation (null: in all). */
  readonly open: (text?: string, scope?: ConversationId | null) => void;
};

/** So many rows before the end of the list, the next page is asked for. */
const AHEAD = 20;

/** Makes what keys do on the page. */
export function createSearchPage({store, ui, actions, visits}: SearchPageOptions): SearchPage {
  const hits = () => store.getState().found?.hits ?? [];

  function look(text: string, scope: ConversationId | null): void {
    ui.setState({at: 0, scope});
    actions.search({text, conversation: scope});
  }

  return {
    open(text, scope) {
      const {visit, scope: before} = ui.getState();
      const wanted = store.getState().found?.wanted;
      if (text === undefined && wanted !== undefined) {
        const field = withText(emptyEditor, wanted.text);
        ui.setState({overlay: 'search', field, at: visit?.at ?? 0, scope: before});
        return;
      }
      ui.setState({overlay: 'search', field: withText(emptyEditor, text ?? '')});
      look(text ?? '', scope ?? null);
    },
    change(field) {
      const isOther = field.text !== ui.getState().field.text;
      ui.setState({field});
      if (isOther) {
        look(field.text, ui.getState().scope);
      }
    },
    move(by) {
      const at = moveMark(ui.getState().at, by, hits().length);
      ui.setState({at});
      if (at + AHEAD > hits().length) {
        actions.searchMore();
      }
    },
    choose() {
      const {at} = ui.getState();
      if (hits()[at] !== undefined) {
        ui.setState({overlay: null});
        visits.go(at);
      }
    },
    turn() {
      const {scope, field} = ui.getState();
      const {open} = store.getState();
      look(field.text, scope === null ? open : null);
    },
    leave() {
      ui.setState({overlay: null});
      if (ui.getState().visit === null) {
        actions.endSearch();
      }
    },
  };
}

export type SearchLook = {readonly width: number; readonly calendar: Calendar; readonly now: number};

/** What the page shows. */
export function searchPage(state: AppState, {field, at, scope}: UiState, look: SearchLook): PageFacts {
  const {found, peers, open} = state;
  const nameOf = (key: string) => oneLine(peers.get(key)?.name ?? key.slice(0, 8));
  const hits = found?.hits ?? [];
  const count = `${hits.length}${found?.more ? '+' : ''} found`;
  const other = scope !== null ? ' · Tab everywhere' : open !== null ? ` · Tab only ${nameOf(open)}` : '';
  return {
    title: scope === null ? 'Search in all conversations' : `Search with ${nameOf(scope)}`,
    rows: hits.map(hit => drawHit(hit, found?.wanted.text ?? '', nameOf(hit.conversation), look)),
    at,
    nothing: nothingText(field.text, found?.busy ?? false),
    hint: `${hits.length === 0 ? '' : `${count} · `}Enter goes there · ↑ ↓ choose${other} · Esc leaves`,
  };
}

/** `10:05       bob: …` or, of an own message, `you → bob: …`. */
function drawHit(hit: EntryView, text: string, name: string, {width, calendar, now}: SearchLook): PageRow {
  const when = calendar.isSameDay(hit.time, now) ? calendar.clock(hit.time) : calendar.date(hit.time);
  const head = `${when.padEnd(10)}  ${hit.outgoing ? `you → ${name}` : name}: `;
  const snippet = snippetOf(hit.text, searchWords(text), width - head.length);
  const found = snippet.found.map(({from, to}) => ({from: from + head.length, to: to + head.length}));
  return {left: head + snippet.text, right: '', found};
}

function nothingText(typed: string, isBusy: boolean): string {
  if (typed.trim() === '') {
    return 'Type words of the message. "Two words" in quotes must stand side by side.';
  }
  return isBusy ? 'Searching …' : 'Nothing found. From three letters on, the beginning of a word is enough.';
}
