import {createContext, use, useSyncExternalStore} from 'react';
import type {ModeKind, ModeStack, Modes} from './modes.ts';

const ModesContext = createContext<Modes | null>(null);

/** Gives the modes of the screen to every pane below. */
export const ModesProvider = ModesContext.Provider;

/** What a mode knows while it is on; null else. The pane is drawn again only when that changes. */
export function useMode<S>(kind: ModeKind<S>): S | null {
  const modes = useModes();
  return useSyncExternalStore(modes.subscribe, () => modes.stateOf(kind));
}

/** A fact about the modes that are on; it must be the same value while nothing changed. */
export function useModeStack<T>(select: (stack: ModeStack) => T): T {
  const modes = useModes();
  return useSyncExternalStore(modes.subscribe, () => select(modes.getState()));
}

function useModes(): Modes {
  const modes = use(ModesContext);
  if (modes === null) {
    throw new Error('A pane was drawn outside of the screen.');
  }
  return modes;
}
