import {memo, useMemo} from 'react';
import {commands} from '../../../src/commands/registry.ts';
import type {KeyBinding} from '../../keys/key-map.ts';
import type {Modes} from '../../keys/modes.ts';
import {useMode} from '../../keys/use-mode.ts';
import type {Painter} from '../../theme/theme.ts';
import {TextPage} from '../text/TextPage.tsx';
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
  const typed = useMode(HELP)?.typed ?? '';
  const rows = useMemo(
    () => drawHelp(commands, keyMap, typed, width, painter),
    [keyMap, typed, width, painter],
  );
  return <TextPage width={width} height={height} rows={rows} kind={HELP} modes={modes} />;
});
