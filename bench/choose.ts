/** The figures with these ids, in their order; all if there are none. Throws a TypeError for an id that is not there. */
export function choose<F extends {readonly id: string}>(
  figures: readonly F[],
  only: readonly string[],
): readonly F[] {
  const unknown = only.find(id => figures.every(figure => figure.id !== id));
  if (unknown !== undefined) {
    throw new TypeError(`There is no figure ${unknown}. There are: ${figures.map(({id}) => id).join(', ')}`);
  }
  return only.length === 0 ? figures : figures.filter(({id}) => only.includes(id));
}
