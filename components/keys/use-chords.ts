import {createContext, use, useEffectEvent, useLayoutEffect} from 'react';
import type {TokenSource} from '../../src/terminal/input.ts';
import type {Token} from '../../src/terminal/tokens.ts';
import type {Chord} from './chords.ts';

const InputContext = createContext<TokenSource | null>(null);

/** Gives what the terminal sends to every pane below. */
export const InputProvider = InputContext.Provider;

/** Calls back with every chord that is pressed, in order. */
export function useChords(handler: (chord: Chord) => void): void {
  useTokens(token => {
    if (token.type === 'key') {
      handler(token.chord);
    }
  });
}

/** Calls back with every text that is pasted; `isCut`: with the beginning of one that is too long to be kept. */
export function usePasted(handler: (text: string, isCut: boolean) => void): void {
  useTokens(token => {
    if (token.type === 'paste') {
      handler(token.text, token.isCut);
    }
  });
}

/** In the same commit in which another pane comes in the place of one, keys go to it. */
function useTokens(handler: (token: Token) => void): void {
  const input = use(InputContext);
  const onToken = useEffectEvent(handler);
  useLayoutEffect(() => input?.subscribe(onToken), [input]);
}
