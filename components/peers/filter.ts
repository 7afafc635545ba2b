import type {ConversationId} from '../../src/core/api/api.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {
  allIn,
  type ListedPeer,
  listedConversations,
  type PeerSections,
  peerSections,
} from '../../src/store/peer-list.ts';
import type {AppState} from '../../src/store/state.ts';
import {nameIn} from '../../src/store/state.ts';
import type {AppStore} from '../../src/store/store.ts';
import type {ScreenActions} from '../base/actions.ts';
import {deleteBackward, emptyEditor, withText} from '../input/editor.ts';
import type {KeyAction} from '../keys/key-map.ts';
import type {Mode} from '../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {fitName} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import {drawHintRow} from '../theme/status-row.ts';
import type {Painter} from '../theme/theme.ts';

/** A name has at least so many columns. */
const LEAST_NAME = 12;

/** The search for somebody in the list. */
export type PeerFilter = {readonly mode: Mode<Typed>; readonly start: () => void};

/** What is typed to find somebody. */
type Typed = {readonly typed: string};

export const FILTER: ModeKind<Typed> = {
  name: 'filter',
  level: LEVEL.choose,
  coversLog: false,
  text: 'field',
  note: screenTexts.peers.filterNote,
};

export type PeerFilterOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly actions: Pick<ScreenActions, 'open'>;
};

/**
 * The sections with only those whose name holds what was typed, or whose id begins with it; null: nobody is looked for.
 * The archived are among them only then.
 */
export function filterSections(sections: PeerSections, typed: string | null): PeerSections {
  if (typed === null) {
    return {...sections, archived: []};
  }
  const wanted = typed.toLowerCase();
  const fits = ({peer}: ListedPeer) => peer.name.toLowerCase().includes(wanted) || peer.id.startsWith(wanted);
  const {requests, pinned, contacts, rooms, archived} = sections;
  return {
    requests: requests.filter(fits),
    pinned: pinned.filter(fits),
    contacts: contacts.filter(fits),
    rooms: rooms.filter(fits),
    archived: archived.filter(fits),
  };
}

/** Creates the filter of one screen. */
export function createPeerFilter({store, modes, actions}: PeerFilterOptions): PeerFilter {
  function narrow(typed: string): void {
    modes.enter(FILTER, {typed});
    const found = foundConversations(store.getState(), typed);
    store.change(state => ({...state, selected: found[0] ?? null}));
  }

  function move(by: number, typed: string): void {
    const found = foundConversations(store.getState(), typed);
    const {selected} = store.getState();
    const at = (selected === null ? -1 : found.indexOf(selected)) + by;
    store.change(state => ({...state, selected: found[Math.max(0, Math.min(at, found.length - 1))] ?? null}));
  }

  function open(): void {
    const {selected} = store.getState();
    modes.leave(FILTER);
    if (selected !== null) {
      actions.open(selected);
    }
  }

  function perform(action: KeyAction, {typed}: Typed): boolean {
    switch (action) {
      case 'line-up':
        move(-1, typed);
        return true;
      case 'line-down':
        move(1, typed);
        return true;
      case 'delete-backward':
        narrow(deleteBackward(withText(emptyEditor, typed)).text);
        return true;
      case 'submit':
        open();
        return true;
      case 'escape':
      case 'peer-filter':
      case 'interrupt':
        modes.leave(FILTER);
        return true;
      case 'redraw':
      case 'suspend':
        return false;
      default:
        modes.leave(FILTER);
        return false;
    }
  }

  return {
    start() {
      modes.enter(FILTER, {typed: ''});
      store.change(state => ({...state, selected: state.selected ?? listedConversations(state)[0] ?? null}));
    },
    mode: {
      kind: FILTER,
      contexts: () => ['typing', 'always'],
      type(text, {typed}) {
        narrow(typed + text);
        return true;
      },
      perform,
      hint({width, painter, state}, {typed}) {
        const name = nameIn(state, state.selected);
        return drawFilter(typed, name, width, painter);
      },
    },
  };
}

/** The row that shows what is looked for; who would be opened is named, since the list may be hidden. */
function drawFilter(typed: string, name: string | null, width: number, painter: Painter): string {
  const head = screenTexts.peers.filterField(typed);
  const room = Math.max(LEAST_NAME, width - textWidth(head) - textWidth(screenTexts.peers.filterOpens('')));
  const found =
    name === null ? screenTexts.peers.filterNobody : screenTexts.peers.filterOpens(fitName(name, room));
  return drawHintRow(screenTexts.peers.filterHint(head, found), width, painter);
}

function foundConversations(state: AppState, typed: string | null): ConversationId[] {
  return allIn(filterSections(peerSections(state), typed)).map(({conversation}) => conversation);
}
