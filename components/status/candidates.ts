import type {Completing} from '../input/completing.ts';
import {fitName, pad} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter} from '../theme/theme.ts';

const GAP = 2;

/** One row with the candidates of a completion, the one that stands in the bar marked and always visible. */
export function drawCandidates({completion, at}: Completing, width: number, painter: Painter): string {
  const shown = completion.candidates.map(candidate => fitName(candidate.trim(), width - GAP));
  const first = firstVisible(shown, at, width);
  let row = '';
  let used = 0;
  for (const [index, candidate] of shown.slice(first).entries()) {
    const columns = textWidth(candidate) + GAP;
    if (used + columns > width) {
      break;
    }
    row += ` ${index + first === at ? painter.paint('selected', candidate) : painter.paint('hint', candidate)} `;
    used += columns;
  }
  return pad(row, width);
}

/** Leaves out candidates at the left until the chosen one fits. */
function firstVisible(candidates: readonly string[], at: number, width: number): number {
  let first = Math.max(0, at);
  let used = textWidth(candidates[first] ?? '') + GAP;
  while (first > 0) {
    used += textWidth(candidates[first - 1] ?? '') + GAP;
    if (used > width) {
      break;
    }
    first -= 1;
  }
  return first;
}
