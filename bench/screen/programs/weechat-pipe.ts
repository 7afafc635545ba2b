/** Prints lines into WeeChat through its pipe, from a process of its own as natter's partner is one. */
import {closeSync, openSync, writeSync} from 'node:fs';
import {serveParent} from '../../child.ts';
import {pace} from '../../pacer.ts';
import {printLines} from './weechat.ts';

export type PipeEnd = {
  /** Prints numbered texts in even steps. */
  readonly print: (path: string, first: number, count: number, perSecond: number) => Promise<void>;
};

serveParent({print} satisfies PipeEnd);

async function print(path: string, first: number, count: number, perSecond: number): Promise<void> {
  const pipe = openSync(path, 'w');
  let next = first;
  await pace(count, perSecond, () => {
    writeSync(pipe, printLines(next, 1));
    next++;
  });
  closeSync(pipe);
}
