import {createContext, use} from 'react';
import {useStore} from 'zustand';
import type {AppState} from '../../src/store/state.ts';
import type {AppStore} from '../../src/store/store.ts';

const StoreContext = createContext<AppStore | null>(null);

/** Gives the facts of the screen to every pane below. */
export const StoreProvider = StoreContext.Provider;

/** One fact of the store; the pane is drawn again only when it changes. */
export function useAppState<T>(select: (state: AppState) => T): T {
  const store = use(StoreContext);
  if (store === null) {
    throw new Error('A pane was drawn outside of the screen.');
  }
  return useStore(store, select);
}
