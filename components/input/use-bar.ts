import {useSyncExternalStore} from 'react';
import type {Bar, BarState} from './input-line.ts';

/** One fact of the command bar; the answer must be the same value while nothing changed. */
export function useBar<T>(bar: Pick<Bar, 'getState' | 'subscribe'>, select: (state: BarState) => T): T {
  return useSyncExternalStore(bar.subscribe, () => select(bar.getState()));
}
