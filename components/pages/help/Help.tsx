import {memo, useLayoutEffect, useMemo} from 'react';
import {commands} from '../../../src/commands/registry.ts';
import {Pane} from '../../base/Pane.tsx';
import {useModel, useUi} from '../../base/use-model.ts';
import {drawHelp} from './rows.ts';

/** All keys and commands. */
export const Help = memo(function Help({width, height}: {readonly width: number; readonly height: number}) {
  const {painter, keyMap, ui} = useModel();
  const rows = useMemo(() => drawHelp(commands, keyMap, width, painter), [keyMap, width, painter]);
  const last = Math.max(0, rows.length - height);
  const wanted = useUi(state => state.helpTop);
  const top = Math.min(wanted, last);
  useLayoutEffect(() => {
    if (wanted > last) {
      ui.setState({helpTop: last}); // who went too far needs no more keys to come back
    }
  }, [wanted, last, ui]);
  return <Pane width={width} height={height} rows={rows.slice(top, top + height)} />;
});
