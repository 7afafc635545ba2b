import {readFileSync} from 'node:fs';

/** The version of this program, from the package it runs in. */
export const VERSION: string = readVersion();

/** What a hello and a bye say of the program that speaks. */
export const PROGRAM = {program: 'natter', release: VERSION} as const;

function readVersion(): string {
  const {version} = JSON.parse(
    // dist/ in the package and src/lib/ in the repository lie at different depths.
    readFileSync(
      new URL(import.meta.url.endsWith('.ts') ? '../../package.json' : '../package.json', import.meta.url),
      'utf8',
    ),
  ) as {version: string};
  return version;
}
