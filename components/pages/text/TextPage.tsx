import {useLayoutEffect} from 'react';
import {Pane} from '../../base/Pane.tsx';
import type {ModeKind, Modes} from '../../keys/modes.ts';
import {useMode} from '../../keys/use-mode.ts';
import type {Reading} from './reading-mode.ts';

/** Rows of text of which some are shown, from where its mode says. */
export function TextPage<S extends Reading>({
  width,
  height,
  rows,
  kind,
  modes,
}: {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly string[];
  readonly kind: ModeKind<S>;
  readonly modes: Modes;
}) {
  const last = Math.max(0, rows.length - height);
  const wanted = useMode(kind)?.top ?? 0;
  const top = Math.min(wanted, last);
  useLayoutEffect(() => {
    if (wanted > last) {
      modes.change(kind, page => ({...page, top: last})); // who went too far needs no more keys to come back
    }
  }, [wanted, last, kind, modes]);
  return <Pane width={width} height={height} rows={rows.slice(top, top + height)} />;
}
