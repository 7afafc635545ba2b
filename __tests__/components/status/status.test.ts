import {expect, test} from '@jest/globals';
import {drawStatus, type StatusFacts} from '../../../components/status/status.ts';
import {createPainter} from '../../../components/theme/theme.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {ann} from '../../support/facts.ts';
import {bareTheme} from '../../support/screen.tsx';

const painter = createPainter(bareTheme);

/** Everything wants something. */
const all: StatusFacts = {
  phase: 'ready',
  self: ann(),
  answer: null,
  online: 3,
  unread: 7,
  requests: 1,
  alarmed: [safeText('dave')],
  mentioned: [safeText('#lake'), safeText('bob')],
  isQuitting: false,
  chosen: null,
  offered: null,
  time: '10:00',
};

test.each([
  [
    100,
    ' ! key of dave changed · 1 request · @ #lake +1 · 7 unread · 3 online ───────────── F1 help · 10:00 ',
  ],
  [45, ' ! key of dave changed · 1? · @2 · 7 ────────'],
])(
  'an alarm goes before requests, they before mentions, those before what is unread: at %i',
  (width, row) => {
    expect(drawStatus(all, {width, height: 1}, painter)).toEqual([row]);
  },
);
