/** Where a word begins counts most, then what stands together; what lies between costs a little. */
const WORD_START = 10;
const TOGETHER = 7;
const GAP = 2;
const NONE = Number.NEGATIVE_INFINITY;

/**
 * How well some letters stand for a text that has them in this order, in any case; null if it does not. Words
 * that were typed are looked for one by one. Higher is better; a text of which more was typed is better.
 */
export function fuzzyScore(typed: string, text: string): number | null {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const candidate = text.toLowerCase();
  let score = words.length === 0 ? 0 : -candidate.length / 100;
  for (const word of words) {
    const best = scoreWord(word, candidate);
    if (best === NONE) {
      return null;
    }
    score += best;
  }
  return score;
}

/** The best way to find the letters, by the best way to find all but the last of them. */
function scoreWord(word: string, text: string): number {
  let before: readonly number[] = [];
  for (let letter = 0; letter < word.length; letter++) {
    const scores: number[] = [];
    let best = letter === 0 ? 0 : NONE;
    for (let at = 0; at < text.length; at++) {
      const together = letter === 0 ? NONE : (before[at - 1] ?? NONE) + TOGETHER;
      const reached = Math.max(best - (letter === 0 ? 0 : GAP), together);
      const fits = text[at] === word[letter] && reached !== NONE;
      scores.push(fits ? reached + (isStart(text, at) ? WORD_START : 0) : NONE);
      best = letter === 0 ? 0 : Math.max(best, before[at - 1] ?? NONE);
    }
    before = scores;
  }
  return Math.max(NONE, ...before);
}

function isStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');
}
