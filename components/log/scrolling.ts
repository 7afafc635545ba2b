import {shownLog} from '../../src/store/notices.ts';
import type {AppStore} from '../../src/store/store.ts';
import {scrollTo, unclearLog} from '../../src/store/view.ts';
import type {ScreenActions} from '../base/actions.ts';
import {type Layout, scrollingPart} from '../base/layout.ts';
import type {LogView} from './log-view.ts';

export type ScrollingOptions = {
  readonly store: AppStore;
  readonly logView: LogView;
  readonly actions: Pick<ScreenActions, 'older' | 'newer'>;
  readonly layout: () => Layout;
  /** The reader chose a place in the log. */
  readonly onPlaceChosen: () => void;
};

/** Scrolls the visible log by a number of rows, up if negative. */
export function createScrolling(options: ScrollingOptions): (by: number) => void {
  const {store, logView, actions, layout} = options;
  return by => {
    options.onPlaceChosen();
    const log = shownLog(store.getState());
    if (by < 0) {
      store.change(state => unclearLog(state, log));
    }
    const moved = logView.move(store.getState(), log, scrollingPart(layout()), by);
    store.change(state => scrollTo(state, log, moved.scroll));
    const {open} = store.getState();
    if (open !== null && moved.nearEdge) {
      (by < 0 ? actions.older : actions.newer)(open);
    }
  };
}
