import {PROMPT} from '../../../components/input/CommandBar.tsx';
import type {Editor} from '../../../components/input/editor.ts';
import type {Bar} from '../../../components/input/input-line.ts';
import {isPlain} from '../../../components/text/width.ts';
import {echo} from './ink-overrides/ink-frames.ts';

/**
 * Shows what is typed at the end of the command bar at once, ahead of the frame in which it is drawn. This is but
 * a guess at that frame, which has the last word; where nothing certain can be said, it alone is waited for.
 * Returns how to end it.
 */
export function echoTyping(bar: Bar, stdout: NodeJS.WriteStream, isOurs: () => boolean): () => void {
  let before = rowOf(bar.getState().editor);
  return bar.subscribe(() => {
    const after = rowOf(bar.getState().editor);
    if (before !== null && after !== null && after !== PROMPT && before !== after && isOurs()) {
      echo(stdout, before, after);
    }
    before = after;
  });
}

/** What the bar shows up to the cursor, or null if that is not as simple as that. An empty bar goes on with a hint. */
function rowOf({text, cursor}: Editor): string | null {
  return cursor === text.length && isPlain(text) ? PROMPT + text : null;
}
