/**
 * What was typed before the screen took the terminal comes in one piece, with newlines where Enter was pressed: until
 * then the terminal itself made lines of it. Later a newline is a key of its own (Ctrl-J). All else stays as it is.
 */
export function enterTypedAhead(stdin: Pick<NodeJS.ReadStream, 'read'>): void {
  const original = stdin.read;
  let isFirst = true;
  stdin.read = function tapped(this: NodeJS.ReadStream, size?: number) {
    const chunk: unknown = original.call(this, size);
    if (typeof chunk !== 'string' || !isFirst) {
      return chunk;
    }
    isFirst = false;
    return chunk.replaceAll('\n', '\r');
  };
}
