import {createMouseReader, type MouseEvent} from '../../../components/mouse/sgr.ts';
import {tapInput} from './tap-input.ts';

type Input = Pick<NodeJS.ReadStream, 'read'>;

/**
 * Hears the mouse before the renderer reads, which throws reports of a mouse away. Everything else reaches the
 * renderer as it came. Returns what undoes it.
 */
export function tapMouse(stdin: Input, heard: (event: MouseEvent) => void): () => void {
  const read = createMouseReader();
  return tapInput(stdin, chunk => {
    const {rest, events} = read(chunk);
    for (const event of events) {
      heard(event);
    }
    return rest;
  });
}
