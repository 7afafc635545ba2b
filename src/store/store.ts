import {createStore, type StoreApi} from 'zustand/vanilla';
import {type AppState, initialState} from './state.ts';

/** The one store of the screen: facts only; it does no I/O. */
export type AppStore = Pick<StoreApi<AppState>, 'getState' | 'subscribe' | 'getInitialState'> & {
  /** Changes the state by a pure function; the same state means no change. */
  readonly change: (change: (state: AppState) => AppState) => void;
};

/** Creates an empty store: the core has not said anything yet. */
export function createAppStore(): AppStore {
  const store = createStore<AppState>()(() => initialState);
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    getInitialState: store.getInitialState,
    change: change => store.setState(change, true),
  };
}
