import type {Core, CoreEvent} from '../../core/api/api.ts';
import type {TokenSource} from '../../terminal/input.ts';

export type AttentionOptions = {
  readonly core: Promise<Pick<Core, 'perform'>>;
  /** The name of this screen among those of one core. */
  readonly screen: string;
  readonly input: TokenSource;
};

/** Which of the screens of a core tells the user of what comes in: one of them, the one that was used last. */
export type Attention = {
  /** This one does. */
  readonly isHere: () => boolean;
  readonly hear: (events: readonly CoreEvent[]) => void;
  readonly close: () => void;
};

/** Follows which screen that is, and tells the core when this one is used. */
export function followAttention({core, screen, input}: AttentionOptions): Attention {
  let attended: string | null = null;
  let isTelling = false;
  let isNew = true;

  async function tell(): Promise<void> {
    if (isTelling || attended === screen) {
      return;
    }
    isTelling = true;
    try {
      await (await core).perform({type: 'attend', screen, isThere: true});
    } catch {
      // the next key tells it again
    } finally {
      isTelling = false;
    }
  }

  const close = input.subscribe(token => {
    if (token.type === 'key' || token.type === 'paste' || (token.type === 'focus' && token.isIn)) {
      void tell();
    }
  });
  return {
    isHere: () => attended === null || attended === screen,
    hear(events) {
      for (const event of events) {
        if (event.type === 'ready') {
          attended = event.snapshot.attended;
        } else if (event.type === 'attention-changed') {
          attended = event.screen;
        }
      }
      if (isNew || attended === null) {
        isNew = false;
        void tell(); // to start it is to use it; and where nobody is known, somebody has to tell
      }
    },
    close,
  };
}
