/** The piece of an id behind a name: that of a person, which names themselves cannot have, or that of a room. */
const TAIL = /·[^·]*$|(?<=^#.*)~[0-9a-f]{4}$/u;

/**
 * Cuts a name to a room that `cut` understands (columns, graphemes), but never the piece of the id behind it: that is
 * what tells two people of one name apart. Where there is room for less than the piece, its end is shown, since the
 * last character of a longer piece is the one that differs.
 */
export function shortName(name: string, room: number, cut: (text: string, room: number) => string): string {
  const at = name.search(TAIL);
  if (at < 0) {
    return cut(name, room);
  }
  const tail = name.slice(at);
  return tail.length >= room
    ? tail.slice(tail.length - Math.max(0, room))
    : cut(name.slice(0, at), room - tail.length) + tail;
}
