import {type ReactNode, useMemo, useSyncExternalStore} from 'react';
import {ModelProvider, useModel} from './use-model.ts';

/** Draws everything below again when the settings change how it looks. */
export function Styled({children}: {readonly children: ReactNode}) {
  const model = useModel();
  const looks = useSyncExternalStore(model.looks.subscribe, model.looks.getState);
  const styled = useMemo(() => ({...model, ...looks}), [model, looks]);
  return <ModelProvider value={styled}>{children}</ModelProvider>;
}
