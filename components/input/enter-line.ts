import {effectOf} from '../../src/commands/engine/redirects.ts';
import {commands} from '../../src/commands/registry.ts';
import type {ScreenActions} from '../base/actions.ts';
import type {InputQueue} from '../keys/input-queue.ts';

export type EnterLineOptions<E> = {
  readonly actions: Pick<ScreenActions, 'submit'>;
  readonly queue: InputQueue<E>;
  /** Nothing is being typed, chosen, read or asked. */
  readonly isIdle: () => boolean;
};

/**
 * Runs lines that were entered. What is typed behind a command waits for its end, so that it goes where the command
 * leads; a command that ends while the user does something else takes nobody away from that.
 */
export function createEnterLine<E>({actions, queue, isIdle}: EnterLineOptions<E>): (line: string) => void {
  return line => {
    const effect = effectOf(line, commands);
    const entered = queue.count();
    const asked = Promise.withResolvers<boolean>();
    let isWaitedFor = () => false;
    const done = actions.submit(line, {
      mayOpen: () => isWaitedFor() || (queue.count() === entered && isIdle()),
      asks: () => asked.resolve(true),
    });
    if (effect !== 'none') {
      const label = line.split(/\s/, 1)[0] ?? line;
      isWaitedFor = queue.hold(
        {label, redirects: effect === 'redirect'},
        Promise.race([done, asked.promise]),
      );
    }
  };
}
