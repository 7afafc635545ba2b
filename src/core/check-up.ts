import {type Check, passed, warning} from '../lib/check.ts';
import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import {coreTexts} from '../lib/texts.ts';
import type {PeerView, Self} from './api/api.ts';

/** What the core knows of itself: the port, and how many it is linked to. */
export function checkCore(self: Self, peers: readonly PeerView[]): readonly Check[] {
  const contacts = peers.filter(({relation}) => relation === 'contact');
  const online = contacts.filter(({presence}) => presence === 'online');
  return [checkPort(self), passed('contacts', coreTexts.checks.linked(online.length, contacts.length))];
}

function checkPort({listening, reachableAt}: Self): Check {
  if (listening === null) {
    return warning('port', coreTexts.checks.noPort, coreTexts.checks.openPort);
  }
  const addresses = joinSafe(reachableAt.map(safeLine), safe`, `);
  return reachableAt.length === 0
    ? warning('port', coreTexts.checks.noAddress(listening.port), coreTexts.checks.connectToNetwork)
    : passed('port', coreTexts.checks.open(listening.port, reachableAt.length), addresses);
}
