import {Box, Text} from 'ink';

/**
 * A rectangle of finished rows: painted, none wider than `width`, at most `height`. One text for all of them,
 * since each text costs the renderer.
 */
export function Pane({
  width,
  height,
  rows,
}: {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly string[];
}) {
  return (
    <Box width={width} height={height} flexShrink={0}>
      <Text wrap="truncate">{rows.join('\n')}</Text>
    </Box>
  );
}
