import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Program} from '../programs.ts';

const SIGN = 'ready';

/** A Node that says one word and waits. */
export async function nodeAlone(folder: string): Promise<Program> {
  const file = join(folder, 'alone.mjs');
  await writeFile(file, `process.stdout.write('${SIGN}\\n');\nsetInterval(() => {}, 1000);\n`);
  return {file: process.execPath, parameters: [file], sign: SIGN};
}
