import type {Bar} from '../../../components/editor/bar.ts';
import {START_PAGE} from '../../store/state.ts';
import type {AppStore} from '../../store/store.ts';
import {keepDraft, logOf} from '../../store/view.ts';

/** What is typed but not sent stays with its conversation when another one is opened. */
export function followDrafts(store: AppStore, bar: Bar): () => void {
  let shown = logOf(store.getState().open);
  return store.subscribe(state => {
    const log = logOf(state.open);
    if (log === shown) {
      return;
    }
    const left = shown;
    shown = log;
    const typed = bar.getState().editor.text;
    const draft = state.drafts.get(log) ?? '';
    if (left === START_PAGE && draft === '') {
      return; // nobody writes to the start page: this was meant for whom we just reached
    }
    bar.setText(draft);
    store.change(current => keepDraft(current, left, typed));
  });
}
