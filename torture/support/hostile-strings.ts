import {readFileSync} from 'node:fs';

type HostileText = {readonly text: string; readonly repeat?: number};

/** All strings of the fixtures: texts, names of people, names of files. */
export function hostileStrings(): string[] {
  const texts = (read('text') as HostileText[]).map(({text, repeat = 1}) => text.repeat(repeat));
  return [...texts, ...(read('names') as string[]), ...hostileFileNames()];
}

/** Names that do harm where they become names of files. */
export function hostileFileNames(): string[] {
  return read('filenames') as string[];
}

/** The beginning of a text, in so many bytes of UTF-8 at most: a longer one does not even leave its sender. */
export function within(text: string, bytes: number): string {
  return Buffer.from(text.toWellFormed())
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\ufffd$/, '');
}

function read(name: string): unknown {
  const file = new URL(`../../__tests__/fixtures/hostile-${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
