import {useApp} from 'ink';
import {type ReactNode, useLayoutEffect, useSyncExternalStore} from 'react';
import {StoreProvider} from '../base/use-app-state.ts';
import {ModesProvider} from '../keys/use-mode.ts';
import type {ScreenModel} from './model.ts';
import {Screen} from './Screen.tsx';

/** The part of a terminal that says how large it is. */
export type SizedTerminal = {
  readonly columns: number;
  readonly rows: number;
  readonly on: (event: 'resize', listener: () => void) => unknown;
  readonly off: (event: 'resize', listener: () => void) => unknown;
};

/** Gives the terminal away while a function runs, then takes it back and draws everything again. */
export type LendTerminal = (meanwhile: () => Promise<void>) => Promise<void>;

/** What panes read from: the facts, and the modes that are on. */
export function Providers({model, children}: {readonly model: ScreenModel; readonly children: ReactNode}) {
  return (
    <StoreProvider value={model.store}>
      <ModesProvider value={model.modes}>{children}</ModesProvider>
    </StoreProvider>
  );
}

/** The screen at the size of its terminal. `onMount` is handed what only a mounted screen can do. */
export function App({
  model,
  terminal,
  onMount,
}: {
  readonly model: ScreenModel;
  readonly terminal: SizedTerminal;
  readonly onMount: (lend: LendTerminal) => void;
}) {
  const {suspendTerminal} = useApp();
  useLayoutEffect(() => onMount(suspendTerminal), [onMount, suspendTerminal]);
  const subscribe = (changed: () => void) => {
    terminal.on('resize', changed);
    return () => terminal.off('resize', changed);
  };
  const columns = useSyncExternalStore(subscribe, () => terminal.columns);
  const rows = useSyncExternalStore(subscribe, () => terminal.rows);
  return (
    <Providers model={model}>
      <Screen model={model} columns={columns} rows={rows} />
    </Providers>
  );
}
