import {FULL_PAGES} from '../../../components/app/pages.ts';
import type {Modes} from '../../../components/keys/modes.ts';
import {safe} from '../../lib/text/safe-text.ts';
import {appTexts} from '../../lib/texts/app.ts';
import type {AppStore} from '../../store/store.ts';
import {countUnread} from '../../store/unread.ts';
import type {Terminal} from './terminal.ts';

export type ShowStateOptions = {
  readonly store: AppStore;
  readonly modes: Pick<Modes, 'getState' | 'subscribe'>;
  readonly terminal: Pick<Terminal, 'title' | 'mouse'>;
  /** Draws everything anew. */
  readonly redraw: () => void;
};

/** Keeps what the terminal itself has of the state: its title, whether it tells of the mouse, the form of its marks. */
export function showState({store, modes, terminal, redraw}: ShowStateOptions): void {
  const showTitle = (unread: number) =>
    terminal.title(unread === 0 ? safe`natter` : appTexts.screen.title(unread));
  /** There the terminal itself selects text. */
  const isCopying = () => modes.getState().some(({kind}) => FULL_PAGES.has(kind));
  const hearMouse = () =>
    terminal.mouse(store.getState().phase === 'ready' && store.getState().settings.mouse && !isCopying());

  showTitle(0);
  store.subscribe(hearMouse);
  modes.subscribe(hearMouse);
  store.subscribe((state, before) => {
    if (state.settings.marks !== before.settings.marks) {
      redraw();
    }
    if (
      state.conversations !== before.conversations &&
      countUnread(state, null) !== countUnread(before, null)
    ) {
      showTitle(countUnread(state, null));
    }
  });
}
