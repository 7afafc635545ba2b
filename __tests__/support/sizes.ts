/** So much of something: little among all tests, all of it where torture (T46) asks for whole sizes. */
export function sized(small: number, whole: number): number {
  return areWhole ? whole : small;
}

export const areWhole = process.env['NATTER_WHOLE_SIZES'] === '1';
