import {memo} from 'react';
import type {Clock} from '../../../src/lib/time/clock.ts';
import {Pane} from '../../base/Pane.tsx';
import {useNow} from '../../base/use-now.ts';
import type {KeyBinding} from '../../keys/key-map.ts';
import {useMode} from '../../keys/use-mode.ts';
import type {Painter} from '../../theme/theme.ts';
import type {Calendar} from '../../theme/time-format.ts';
import {drawInvite} from './draw.ts';
import {INVITE} from './invite-mode.ts';

/** An invite to be copied or scanned. */
export const InvitePage = memo(function InvitePage({
  columns,
  rows,
  model,
}: {
  readonly columns: number;
  readonly rows: number;
  readonly model: {
    readonly clock: Clock;
    readonly isAscii: () => boolean;
    readonly painter: Painter;
    readonly calendar: Calendar;
    readonly keyMap: readonly KeyBinding[];
  };
}) {
  const now = useNow(model.clock);
  const shown = useMode(INVITE);
  const {painter, calendar, keyMap} = model;
  const look = {columns, rows, painter, calendar, keyMap, now, isAscii: model.isAscii()};
  return <Pane width={columns} height={rows} rows={shown === null ? [] : drawInvite(shown, look)} />;
});
