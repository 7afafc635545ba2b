import {createContext, use, useSyncExternalStore} from 'react';
import {useStore} from 'zustand';
import type {AppState} from '../../src/store/state.ts';
import type {InputEvent, ScreenModel} from '../app/model.ts';
import type {BarState} from '../input/input-line.ts';
import type {QueueState} from '../keys/input-queue.ts';
import type {UiState} from './ui-state.ts';

const ModelContext = createContext<ScreenModel | null>(null);

/** Gives the model of the screen to every pane below. */
export const ModelProvider = ModelContext.Provider;

/** The model of the screen. */
export function useModel(): ScreenModel {
  const model = use(ModelContext);
  if (model === null) {
    throw new Error('A pane was drawn outside of the screen.');
  }
  return model;
}

/** One fact of the store; the pane is drawn again only when it changes. */
export function useAppState<T>(select: (state: AppState) => T): T {
  return useStore(useModel().store, select);
}

/** One fact of the screen itself. */
export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useModel().ui, select);
}

/** One fact of the command bar; the answer must be the same value while nothing changed. */
export function useBar<T>(select: (state: BarState) => T): T {
  const {bar} = useModel();
  return useSyncExternalStore(bar.subscribe, () => select(bar.getState()));
}

/** One fact of the input that waits for a command. */
export function useHeldInput<T>(select: (state: QueueState<InputEvent>) => T): T {
  const {queue} = useModel();
  return useSyncExternalStore(queue.subscribe, () => select(queue.getState()));
}
