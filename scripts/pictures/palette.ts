import type {Cell, Colour} from './cells.ts';

/** The colours of a terminal: its own two, those it has names for, and that of the cursor. */
export type Ground = {
  readonly background: string;
  readonly foreground: string;
  readonly cursor: string;
  readonly named: readonly string[];
};

/** Calm colours, all readable on the background. */
export const DARK: Ground = {
  ...{background: '#15181e', foreground: '#d5d9e0', cursor: '#ffffff'},
  named: [
    ...['#2a2f3a', '#f07178', '#a5d46a', '#ffcb6b', '#7aa8ff', '#d59bf6', '#6fd3e0', '#c3c9d4'],
    ...['#6b7385', '#ff9aa0', '#c3ec8d', '#ffdd99', '#a3c3ff', '#e6bdff', '#9ce9f2', '#ffffff'],
  ],
};
export const LIGHT: Ground = {
  ...{background: '#fbfaf7', foreground: '#24292f', cursor: '#000000'},
  named: [
    ...['#24292f', '#b3261e', '#2b6a1d', '#7a5300', '#0b57d0', '#7b2fa8', '#006a75', '#5b6470'],
    ...['#6b7280', '#c0362c', '#33701f', '#805a00', '#1a62d6', '#8a3fb8', '#0a727d', '#ffffff'],
  ],
};
const CUBE_LEVELS = [0, 95, 135, 175, 215, 255];

/** The colour of the letters of a cell. */
export function inkOf({isInverse, foreground, background}: Cell, ground: Ground): string {
  return isInverse
    ? resolve(background, ground.background, ground)
    : resolve(foreground, ground.foreground, ground);
}

/** The colour behind a cell, or null where it is that of the screen. */
export function paperOf({isInverse, foreground, background}: Cell, ground: Ground): string | null {
  if (isInverse) {
    return resolve(foreground, ground.foreground, ground);
  }
  return background === null ? null : resolve(background, ground.background, ground);
}

function resolve(colour: Colour, otherwise: string, {named}: Ground): string {
  if (colour === null || typeof colour === 'string') {
    return colour ?? otherwise;
  }
  return named[colour] ?? indexed(colour);
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
