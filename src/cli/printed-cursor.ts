import type {ArrivedPage, Core, EntryView} from '../core/api/api.ts';

/** Messages read at a time. */
const PAGE = 256;

/** How far the messages of others are printed. What is committed but not printed is printed by the next run. */
export type PrintedCursor = {
  /**
   * What came in before this run and was never printed, in pages, in the order in which it was stored. A page is to be
   * printed before the next one is asked for.
   */
  readonly missed: () => AsyncGenerator<readonly EntryView[]>;
  /** Output took everything up to a row; what this run receives counts once `missed` is through. */
  readonly printed: (row: number) => void;
};

/**
 * Opens the cursor of a core that is not started yet: what comes in later is no part of `missed`, and is printed as it
 * comes. The history of a profile whose messages were never printed is not news.
 */
export async function openPrintedCursor(core: Core): Promise<PrintedCursor> {
  const {row, newest} = await core.query({type: 'cursor'});
  let kept = row ?? newest;
  let highest = kept;
  let isMissing = kept < newest;
  if (row === null) {
    keep(newest);
  }

  function keep(upTo: number): void {
    kept = upTo;
    core.perform({type: 'keep-cursor', row: upTo}).catch(() => {}); // it is printed again, then
  }

  function printed(upTo: number): void {
    highest = Math.max(highest, upTo);
    const reached = !isMissing ? highest : upTo <= newest ? upTo : kept;
    if (reached > kept) {
      keep(reached);
    }
  }

  return {
    async *missed() {
      let next: number | null = isMissing ? kept : null;
      while (next !== null && next < newest) {
        const page: ArrivedPage = await core.query({type: 'arrived-after', row: next, limit: PAGE});
        yield page.entries.filter(entry => entry.order[2] <= newest);
        next = page.next;
      }
      isMissing = false;
      printed(newest);
    },
    printed,
  };
}
