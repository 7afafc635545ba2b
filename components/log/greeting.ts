import type {Self} from '../../src/core/api/api.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {wrap} from '../text/wrap.ts';
import type {Painter} from '../theme/theme.ts';

/** The start page while no conversation is open: how to be reached, how to reach others; first of all for who knows nobody. */
export function drawGreeting(self: Self | null, isAlone: boolean, width: number, painter: Painter): string[] {
  if (self === null) {
    return ['', screenTexts.greeting.starting];
  }
  const [best, ...more] = self.reachableAt;
  const others = more.filter(address => !LOOPBACK.test(address)); // that is this machine, not elsewhere
  const lines = [
    '',
    screenTexts.greeting.self(self.name, self.id),
    '',
    ...(best === undefined ? noAddress : addresses(best, others)),
    '',
    ...(isAlone ? [screenTexts.greeting.alone, screenTexts.greeting.invited, ''] : []),
    screenTexts.greeting.invite,
    screenTexts.greeting.join,
    screenTexts.greeting.connect,
    screenTexts.greeting.help,
    '',
  ];
  return lines.flatMap(line => wrap(line, width)).map(row => emphasise(row, painter));
}

const LOOPBACK = /^(127\.|\[::1\]|localhost)/;
const noAddress = [screenTexts.greeting.noPort];

function addresses(best: string, others: readonly string[]): string[] {
  const also = others.slice(0, 2).join('  ');
  return [
    screenTexts.greeting.reachable,
    `  /connect ${best}`,
    ...(also === '' ? [] : [screenTexts.greeting.elsewhere(also)]),
  ];
}

function emphasise(row: string, painter: Painter): string {
  return row.replace(/\/(connect|invite|join|help)\b( \S+:\S+)?|\bF1$/g, found =>
    painter.paint('title', found),
  );
}
