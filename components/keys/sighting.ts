/** Whether its reader has seen what a mode asks. Keys that were pressed before were meant for something else. */
export type Sighting = {
  /** Something new is drawn. */
  readonly begin: () => void;
  readonly end: () => void;
  readonly isSeen: () => boolean;
};

/**
 * Follows that. `whenShown` resolves with true once the terminal shows what is drawn now: what it sends after that was
 * pressed by somebody who has it before their eyes, however far away they are.
 */
export function createSighting(whenShown: () => Promise<boolean>): Sighting {
  let isSeen = false;
  let current: symbol | null = null;

  async function follow(own: symbol): Promise<void> {
    while (current === own && !isSeen) {
      const isShown = await whenShown();
      isSeen = current === own ? isShown : isSeen;
    }
  }

  return {
    begin() {
      isSeen = false;
      current = Symbol();
      void follow(current);
    },
    end() {
      isSeen = false;
      current = null;
    },
    isSeen: () => isSeen,
  };
}
