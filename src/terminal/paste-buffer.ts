/** What is kept of one paste, in bytes: far more than a message may have. */
const MAX_PASTE = 1 << 20;

const START = '\x1b[200~';
const END = '\x1b[201~';

/** The bytes of a bracketed paste, up to a mark. */
export type PasteBuffer = {
  /** Takes a byte; tells which mark it completed. */
  readonly push: (byte: number) => 'start' | 'end' | null;
  /** What came before the mark. */
  readonly take: () => {readonly text: string; readonly isCut: boolean};
};

/** Creates an empty buffer, bounded in size. */
export function createPasteBuffer(): PasteBuffer {
  let bytes = Buffer.alloc(256);
  let length = 0;
  let isCut = false;
  /** The beginning of a mark, as far as it came. */
  let mark = '';

  function keep(characters: string): void {
    for (const character of characters) {
      if (length === MAX_PASTE) {
        isCut = true;
        return;
      }
      if (length === bytes.length) {
        bytes = Buffer.concat([bytes], bytes.length * 2);
      }
      bytes[length++] = character.charCodeAt(0);
    }
  }

  return {
    push(byte) {
      const character = String.fromCharCode(byte);
      if (![START, END].some(whole => whole.startsWith(mark + character))) {
        keep(mark);
        mark = '';
      }
      if (mark === '' && byte !== 0x1b) {
        keep(character);
        return null;
      }
      mark += character;
      return mark === END ? 'end' : mark === START ? 'start' : null;
    },
    take: () => ({text: bytes.toString('utf8', 0, length), isCut}),
  };
}
