import type {StoreApi} from 'zustand/vanilla';
import type {UiState} from '../../../components/base/ui-state.ts';
import type {Eyes} from '../../store/reading.ts';
import type {Focus} from './focus.ts';

/** Somebody sees the log if the window has the focus, as far as is known, and nothing stands in the log's place. */
export function eyesOn(
  ui: Pick<StoreApi<UiState>, 'getState' | 'subscribe'>,
  focus: Pick<Focus, 'hasFocus' | 'subscribe'>,
): Eyes {
  return {
    see: () => focus.hasFocus() && showsLog(ui.getState()),
    subscribe(listener) {
      const ends = [
        focus.subscribe(listener),
        ui.subscribe((state, before) => {
          if (showsLog(state) !== showsLog(before)) {
            listener();
          }
        }),
      ];
      return () => {
        for (const end of ends) {
          end();
        }
      };
    },
  };
}

function showsLog({overlay, locked, secret, pasted}: UiState): boolean {
  return overlay === null && !locked && secret === null && pasted === null;
}
