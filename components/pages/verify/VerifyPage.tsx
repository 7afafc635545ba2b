import {memo} from 'react';
import {Pane} from '../../base/Pane.tsx';
import {useMode} from '../../keys/use-mode.ts';
import type {Painter} from '../../theme/theme.ts';
import {drawVerify} from './draw.ts';
import {VERIFY} from './verify-mode.ts';

/** What two people compare, in the place of the log. */
export const VerifyPage = memo(function VerifyPage({
  width,
  height,
  model,
}: {
  readonly width: number;
  readonly height: number;
  readonly model: {readonly painter: Painter};
}) {
  const verifying = useMode(VERIFY);
  const rows = verifying === null ? [] : drawVerify(verifying, width, model.painter);
  return <Pane width={width} height={height} rows={rows.slice(0, height)} />;
});
