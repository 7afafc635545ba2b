import type {Self} from '../../src/core/api/api.ts';
import {wrap} from '../text/wrap.ts';
import type {Painter} from '../theme/theme.ts';

/** What a newcomer reads while no conversation is open: how to be reached, how to reach others. */
export function drawGreeting(self: Self | null, width: number, painter: Painter): string[] {
  if (self === null) {
    return ['', 'Starting …'];
  }
  const [best, ...more] = self.reachableAt;
  const others = more.filter(address => !LOOPBACK.test(address)); // that is this machine, not elsewhere
  const lines = [
    '',
    `You are ${self.name}, id ${self.id}.`,
    '',
    ...(best === undefined ? noAddress : addresses(best, others)),
    '',
    'To let somebody in: /invite   (a link, and a QR code)',
    'To use an invite:   /join and the link',
    'To reach somebody:  /connect host:port',
    'All commands:       /help          All keys:  F1',
    '',
  ];
  return lines.flatMap(line => wrap(line, width)).map(row => emphasise(row, painter));
}

const LOOPBACK = /^(127\.|\[::1\]|localhost)/;
const noAddress = ['Nobody can dial you: there is no open port.'];

function addresses(best: string, others: readonly string[]): string[] {
  const also = others.slice(0, 2).join('  ');
  return [
    'Others reach you with:',
    `  /connect ${best}`,
    ...(also === '' ? [] : [`or, from elsewhere, at ${also}`]),
  ];
}

function emphasise(row: string, painter: Painter): string {
  return row.replace(/\/(connect|invite|join|help)\b( \S+:\S+)?|\bF1$/g, found =>
    painter.paint('title', found),
  );
}
