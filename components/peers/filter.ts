import type {StoreApi} from 'zustand/vanilla';
import {listedKeys, type PeerSections, peerSections} from '../../src/store/peer-list.ts';
import type {AppState} from '../../src/store/state.ts';
import type {AppStore} from '../../src/store/store.ts';
import type {ScreenActions} from '../base/actions.ts';
import type {UiState} from '../base/ui-state.ts';
import type {Chord} from '../keys/chords.ts';
import {fitName, fitTo} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter} from '../theme/theme.ts';

/** A name has at least so many columns. */
const LEAST_NAME = 12;

/** The search for somebody in the list. */
export type PeerFilter = {
  readonly start: () => void;
  /** Does what a chord means while somebody is looked for. False: the chord means what it always does. */
  readonly press: (chord: Chord) => boolean;
};

export type PeerFilterOptions = {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly actions: Pick<ScreenActions, 'open'>;
};

/** The sections with only those whose name holds what was typed, or whose id begins with it. */
export function filterSections(sections: PeerSections, typed: string | null): PeerSections {
  if (typed === null || typed === '') {
    return sections;
  }
  const wanted = typed.toLowerCase();
  const fits = ({peer}: PeerSections['contacts'][number]) =>
    peer.name.toLowerCase().includes(wanted) || peer.id.startsWith(wanted);
  return {requests: sections.requests.filter(fits), contacts: sections.contacts.filter(fits)};
}

/** Makes the filter of one screen. */
export function createPeerFilter({store, ui, actions}: PeerFilterOptions): PeerFilter {
  function narrow(typed: string): void {
    ui.setState({filter: typed});
    const found = foundKeys(store.getState(), typed);
    store.change(state => ({...state, selected: found[0] ?? null}));
  }

  function move(by: number): void {
    const {filter} = ui.getState();
    const found = foundKeys(store.getState(), filter);
    const at = found.indexOf(store.getState().selected ?? '') + by;
    store.change(state => ({...state, selected: found[Math.max(0, Math.min(at, found.length - 1))] ?? null}));
  }

  function open(): void {
    const {selected} = store.getState();
    ui.setState({filter: null});
    if (selected !== null) {
      actions.open(selected);
    }
  }

  return {
    start() {
      ui.setState({filter: '', overlay: null});
      store.change(state => ({...state, selected: state.selected ?? listedKeys(state)[0] ?? null}));
    },
    press(chord) {
      const {filter} = ui.getState();
      if (filter === null) {
        return false;
      }
      if ('text' in chord) {
        narrow(filter + chord.text);
        return true;
      }
      switch (chord.name) {
        case 'up':
        case 'down':
          move(chord.name === 'up' ? -1 : 1);
          return true;
        case 'backspace':
          narrow(filter.slice(0, -1));
          return true;
        case 'enter':
          open();
          return true;
        case 'escape':
        case 'ctrl-g':
        case 'ctrl-c':
          ui.setState({filter: null});
          return true;
        default:
          ui.setState({filter: null});
          return false;
      }
    },
  };
}

/** The row that shows what is looked for; who would be opened is named, since the list may be hidden. */
export function drawFilter(typed: string, name: string | null, width: number, painter: Painter): string {
  const head = ` Find: ${typed}▏ · `;
  const room = Math.max(LEAST_NAME, width - textWidth(head) - 'Enter opens '.length);
  const found = name === null ? 'nobody' : `Enter opens ${fitName(name, room)}`;
  return painter.paint('status', fitTo(`${head}${found} · ↑ ↓ choose · Esc leaves`, width));
}

function foundKeys(state: AppState, typed: string | null): string[] {
  const {requests, contacts} = filterSections(peerSections(state), typed);
  return [...requests, ...contacts].map(({peer}) => peer.key);
}
