import {graphemes} from '../../src/lib/text/graphemes.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Mode} from '../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {drawHintRow} from '../theme/status-row.ts';

/** Links of a message of which one is to be chosen, and what is done with it. */
export type LinkChoice = {readonly links: readonly string[]; readonly onChosen: (link: string) => void};

/** A digit says which link is meant. */
export const LINK_CHOICE: ModeKind<LinkChoice> = {
  name: 'link-choice',
  level: LEVEL.ask,
  coversLog: false,
  text: 'none',
  note: screenTexts.selection.linkNote,
};

/** Creates its mode. */
export function createLinkChoiceMode(modes: Modes): Mode<LinkChoice> {
  return {
    kind: LINK_CHOICE,
    contexts: () => ['always'],
    perform(action) {
      modes.leave(LINK_CHOICE);
      return action === 'escape' || action === 'interrupt';
    },
    type(text, {links, onChosen}) {
      const link = links[Number(graphemes(text)[0]) - 1];
      modes.leave(LINK_CHOICE);
      if (link !== undefined) {
        onChosen(link);
      }
      return true;
    },
    hint({width, painter}, {links}) {
      const choices = links.map((link, index) => `${index + 1} ${link.replace(/^https?:\/\//i, '')}`);
      return drawHintRow(screenTexts.selection.whichLink(choices.join('  ')), width, painter);
    },
  };
}
