import {answersColours, autoTheme, backgroundIn, type ThemeFacts} from '../../../components/theme/themes.ts';
import type {TokenSource} from '../../terminal/input.ts';

type Environment = Parameters<typeof autoTheme>[0] & Parameters<typeof backgroundIn>[0];

export type BackgroundOptions = {
  readonly environment: Environment;
  readonly input: TokenSource;
  /** Asks the terminal; the answer comes as a token, or never. */
  readonly ask: () => void;
  readonly onChange: (facts: ThemeFacts) => void;
};

/** What is known of a terminal that was not asked. */
export function terminalFacts(environment: Environment): ThemeFacts {
  const background = backgroundIn(environment);
  return {auto: autoTheme(environment, background), background};
}

/**
 * Follows what the terminal draws on: asked at the start, and when its window gets the focus again, since a desktop may
 * have gone dark meanwhile.
 */
export function followBackground({environment, input, ask, onChange}: BackgroundOptions): void {
  if (!answersColours(environment)) {
    return;
  }
  let {background} = terminalFacts(environment);
  input.subscribe(token => {
    if (token.type === 'focus' && token.isIn) {
      ask();
    } else if (token.type === 'background' && background !== (token.isLight ? 'light' : 'dark')) {
      background = token.isLight ? 'light' : 'dark';
      onChange({auto: autoTheme(environment, background), background});
    }
  });
  ask();
}
