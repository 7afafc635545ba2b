import {createMouseReader, type MouseEvent} from '../../../components/mouse/sgr.ts';

type Input = Pick<NodeJS.ReadStream, 'read'>;

/**
 * Hears the mouse before the renderer reads, which throws reports of a mouse away. Everything else reaches the
 * renderer as it came. Returns what undoes it.
 */
export function tapMouse(stdin: Input, heard: (event: MouseEvent) => void): () => void {
  const read = createMouseReader();
  const original = stdin.read;
  stdin.read = function tapped(this: NodeJS.ReadStream, size?: number) {
    const chunk: unknown = original.call(this, size);
    if (typeof chunk !== 'string') {
      return chunk;
    }
    const {rest, events} = read(chunk);
    for (const event of events) {
      heard(event);
    }
    return rest;
  };
  return () => {
    stdin.read = original;
  };
}
