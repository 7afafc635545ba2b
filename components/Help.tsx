import {memo, useMemo} from 'react';
import {commands} from '../src/commands/registry.ts';
import {drawHelp} from './help/rows.ts';
import {Pane} from './Pane.tsx';
import {useModel, useUi} from './use-model.ts';

/** All keys and commands. */
export const Help = memo(function Help({width, height}: {readonly width: number; readonly height: number}) {
  const {painter, keyMap} = useModel();
  const rows = useMemo(() => drawHelp(commands, keyMap, width, painter), [keyMap, width, painter]);
  const top = Math.min(
    useUi(state => state.helpTop),
    Math.max(0, rows.length - height),
  );
  return <Pane width={width} height={height} rows={rows.slice(top, top + height)} />;
});
