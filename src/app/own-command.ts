import {resolve} from 'node:path';
import {isSea} from 'node:sea';

/** The words that start this natter once more: Node and the program, or the executable that holds both. */
export function ownCommand(
  {execPath, argv}: Pick<NodeJS.Process, 'execPath' | 'argv'>,
  isExecutable = isSea(),
): readonly string[] {
  return isExecutable ? [execPath] : [execPath, resolve(argv[1] ?? '')];
}
