/** Screens that are remembered; a screen that is gone is forgotten sooner. */
const MAX_SCREENS = 128;

/** Which screen tells the user of what comes in. */
export type Attention = {
  /** The screen that was used last of those that are there; null if none is. */
  readonly screen: () => string | null;
  /** A screen is used, or (false) is gone. */
  readonly attend: (screen: string, isThere: boolean) => void;
};

/** Follows the screens; `onChanged` is called when another one is to tell the user. */
export function createAttention(onChanged: (screen: string | null) => void): Attention {
  /** In the order in which they were used. */
  let screens: readonly string[] = [];
  const screen = () => screens.at(-1) ?? null;
  return {
    screen,
    attend(used, isThere) {
      const before = screen();
      const others = screens.filter(other => other !== used);
      screens = isThere ? [...others, used].slice(-MAX_SCREENS) : others;
      if (screen() !== before) {
        onChanged(screen());
      }
    },
  };
}
