import type {Clock} from '../../lib/clock.ts';

/** Where a terminal tells nothing, somebody who pressed no key for so long looks elsewhere, milliseconds. */
const PATIENCE = 60_000;

const FOCUS_REPORT = /\x1b\[([IO])/g;

/** Whether somebody looks at the terminal. */
export type Focus = {
  /** True if the terminal said so, or, where it says nothing, if nobody pressed a key for a minute. */
  readonly isAway: () => boolean;
  /** Stops listening. */
  readonly close: () => void;
};

/** Hears focus reports (mode 1004) before the renderer, which throws them away. All of it reaches the renderer. */
export function followFocus(stdin: Pick<NodeJS.ReadStream, 'read'>, clock: Clock): Focus {
  const original = stdin.read;
  let reported: boolean | null = null;
  let lastKey = clock.monotonic();

  function hear(chunk: string): void {
    const reports = [...chunk.matchAll(FOCUS_REPORT)];
    reported = reports.length === 0 ? reported : reports.at(-1)?.[1] === 'I';
    if (chunk.replace(FOCUS_REPORT, '') !== '') {
      lastKey = clock.monotonic();
    }
  }

  stdin.read = function tapped(this: NodeJS.ReadStream, size?: number) {
    const chunk: unknown = original.call(this, size);
    if (typeof chunk === 'string') {
      hear(chunk);
    }
    return chunk;
  };
  return {
    isAway: () => (reported === null ? clock.monotonic() - lastKey >= PATIENCE : !reported),
    close() {
      stdin.read = original;
    },
  };
}
