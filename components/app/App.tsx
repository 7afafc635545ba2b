import {useApp} from 'ink';
import {useLayoutEffect, useSyncExternalStore} from 'react';
import type {TokenSource} from '../../src/terminal/input.ts';
import {ModelProvider} from '../base/use-model.ts';
import {InputProvider} from '../keys/use-chords.ts';
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

/** The screen at the size of its terminal. `onMount` is handed what only a mounted screen can do. */
export function App({
  model,
  terminal,
  input,
  onMount,
}: {
  readonly model: ScreenModel;
  readonly terminal: SizedTerminal;
  readonly input: TokenSource;
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
    <ModelProvider value={model}>
      <InputProvider value={input}>
        <Screen columns={columns} rows={rows} />
      </InputProvider>
    </ModelProvider>
  );
}
