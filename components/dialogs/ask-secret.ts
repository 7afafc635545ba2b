import type {StoreApi} from 'zustand/vanilla';
import type {UiState} from '../base/ui-state.ts';

/** Asks on the screen for something that is not shown; null if the user gives up, or is asked something already. */
export function askSecret(ui: StoreApi<UiState>, prompt: string): Promise<string | null> {
  if (ui.getState().secret !== null) {
    return Promise.resolve(null);
  }
  return new Promise(answer => ui.setState({secret: {prompt, answer}}));
}
