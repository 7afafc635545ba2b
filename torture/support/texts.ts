const WORDS = (
  'rain falls on the old harbour while nine boats wait for somebody who said she would come back before ' +
  'winter and every evening a lamp is lit in the tower so that nobody can say the town forgot them'
).split(' ');

/** The text number `number` of an author, filled up with words to a length in characters (of one byte each). */
export function numbered(author: string, number: number, length = 0): string {
  let text = `${author} ${number}`;
  for (let word = number; text.length < length; word++) {
    text += ` ${WORDS[word % WORDS.length]}`;
  }
  return length === 0 ? text : text.slice(0, length).trimEnd().padEnd(length, '.');
}

/** The number in such a text; null if it is not one of this author. */
export function numberOf(author: string, text: unknown): number | null {
  const number =
    typeof text === 'string' ? new RegExp(`^${author} (\\d+)(?:[ .]|$)`).exec(text)?.[1] : undefined;
  return number === undefined ? null : Number(number);
}

/** How a list of numbers differs from 1, 2, 3 … `count`. */
export type Difference = {readonly lost: number; readonly doubled: number; readonly disordered: number};

/** Compares what came with what was said. */
export function compareNumbers(came: readonly number[], count: number): Difference {
  const distinct = new Set(came);
  const disordered = came.filter((number, index) => index > 0 && number < (came[index - 1] ?? 0)).length;
  const expected = [...distinct].filter(number => number >= 1 && number <= count).length;
  return {lost: count - expected, doubled: came.length - distinct.size, disordered};
}

/** The sum of differences. */
export function addUp(differences: readonly Difference[]): Difference {
  return differences.reduce(
    (sum, {lost, doubled, disordered}) => ({
      lost: sum.lost + lost,
      doubled: sum.doubled + doubled,
      disordered: sum.disordered + disordered,
    }),
    {lost: 0, doubled: 0, disordered: 0},
  );
}

/** In words for the table. */
export function describeDifference({lost, doubled, disordered}: Difference): string {
  return `${lost} lost, ${doubled} doubled, ${disordered} out of order`;
}

/** Whether nothing is wrong. */
export function isFaultless({lost, doubled, disordered}: Difference): boolean {
  return lost === 0 && doubled === 0 && disordered === 0;
}
