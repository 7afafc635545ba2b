import {memo, useLayoutEffect, useMemo} from 'react';
import {commands} from '../../../src/commands/registry.ts';
import {Pane} from '../../base/Pane.tsx';
import type {KeyBinding} from '../../keys/key-map.ts';
import type {Modes} from '../../keys/modes.ts';
import {useMode} from '../../keys/use-mode.ts';
import type {Painter} from '../../theme/theme.ts';
import {HELP} from './help-mode.ts';
import {drawHelp} from './rows.ts';

/** All keys and commands. */
export const Help = memo(function Help({
  width,
  height,
  model,
}: {
  readonly width: number;
  readonly height: number;
  readonly model: {
    readonly painter: Painter;
    readonly keyMap: readonly KeyBinding[];
    readonly modes: Modes;
  };
}) {
  const {painter, keyMap, modes} = model;
  const rows = useMemo(() => drawHelp(commands, keyMap, width, painter), [keyMap, width, painter]);
  const last = Math.max(0, rows.length - height);
  const wanted = useMode(HELP)?.top ?? 0;
  const top = Math.min(wanted, last);
  useLayoutEffect(() => {
    if (wanted > last) {
      modes.change(HELP, () => ({top: last})); // who went too far needs no more keys to come back
    }
  }, [wanted, last, modes]);
  return <Pane width={width} height={height} rows={rows.slice(top, top + height)} />;
});
