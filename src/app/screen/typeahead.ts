import {tapInput} from './tap-input.ts';

/**
 * What was typed before the screen took the terminal comes in one piece, with newlines where Enter was pressed: until
 * then the terminal itself made lines of it. Later a newline is a key of its own (Ctrl-J). All else stays as it is.
 */
export function enterTypedAhead(stdin: Pick<NodeJS.ReadStream, 'read'>): void {
  let isFirst = true;
  tapInput(stdin, chunk => {
    const entered = isFirst ? chunk.replaceAll('\n', '\r') : chunk;
    isFirst = false;
    return entered;
  });
}
