/**
 * Hears what a terminal sends before the renderer reads it. `heard` gives back what the renderer is to
 * read instead: all of it, a part, or another text. Returns what undoes it.
 */
export function tapInput(
  stdin: Pick<NodeJS.ReadStream, 'read'>,
  heard: (chunk: string) => string,
): () => void {
  const original = stdin.read;
  stdin.read = function tapped(this: NodeJS.ReadStream, size?: number) {
    const chunk: unknown = original.call(this, size);
    return typeof chunk === 'string' ? heard(chunk) : chunk;
  };
  return () => {
    stdin.read = original;
  };
}
