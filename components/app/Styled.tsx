import {type ReactNode, useMemo, useSyncExternalStore} from 'react';
import type {ScreenModel} from './model.ts';

/** Draws everything below again when the settings change how it looks. */
export function Styled({
  model,
  children,
}: {
  readonly model: ScreenModel;
  readonly children: (model: ScreenModel) => ReactNode;
}) {
  const looks = useSyncExternalStore(model.looks.subscribe, model.looks.getState);
  const styled = useMemo(() => ({...model, ...looks}), [model, looks]);
  return children(styled);
}
