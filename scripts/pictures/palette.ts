import type {Cell, Colour} from './cells.ts';

const BACKGROUND = '#15181e';
const FOREGROUND = '#d5d9e0';

/** The colours that a terminal has names for; calm ones, all readable on the background. */
const NAMED = [
  ...['#2a2f3a', '#f07178', '#a5d46a', '#ffcb6b', '#7aa8ff', '#d59bf6', '#6fd3e0', '#c3c9d4'],
  ...['#6b7385', '#ff9aa0', '#c3ec8d', '#ffdd99', '#a3c3ff', '#e6bdff', '#9ce9f2', '#ffffff'],
];
const CUBE_LEVELS = [0, 95, 135, 175, 215, 255];

/** The background of the whole screen. */
export const SCREEN = BACKGROUND;

/** The colour of the letters of a cell. */
export function inkOf({isInverse, foreground, background}: Cell): string {
  return isInverse ? resolve(background, BACKGROUND) : resolve(foreground, FOREGROUND);
}

/** The colour behind a cell, or null where it is that of the screen. */
export function paperOf({isInverse, foreground, background}: Cell): string | null {
  if (isInverse) {
    return resolve(foreground, FOREGROUND);
  }
  return background === null ? null : resolve(background, BACKGROUND);
}

function resolve(colour: Colour, otherwise: string): string {
  if (colour === null || typeof colour === 'string') {
    return colour ?? otherwise;
  }
  return NAMED[colour] ?? indexed(colour);
}

/** The cube of 6 × 6 × 6 colours from 16 on, and the greys from 232 on, as xterm defines them. */
function indexed(index: number): string {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return hex(grey, grey, grey);
  }
  const [red, green, blue] = [36, 6, 1].map(step => CUBE_LEVELS[Math.floor((index - 16) / step) % 6] ?? 0);
  return hex(red ?? 0, green ?? 0, blue ?? 0);
}

function hex(...parts: readonly number[]): string {
  return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}
