import {type Check, passed, warning} from '../lib/check.ts';
import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import type {PeerView, Self} from './api/api.ts';

/** What the core knows of itself: the port, and how many it is linked to. */
export function checkCore(self: Self, peers: readonly PeerView[]): readonly Check[] {
  const contacts = peers.filter(({relation}) => relation === 'contact');
  const online = contacts.filter(({presence}) => presence === 'online');
  return [checkPort(self), passed('contacts', safe`linked: ${online.length} of ${contacts.length}`)];
}

function checkPort({listening, reachableAt}: Self): Check {
  if (listening === null) {
    return warning(
      'port',
      safe`no port is open, so nobody can dial this natter.`,
      safe`Quit natter and start it again; /port N takes another one.`,
    );
  }
  const addresses = joinSafe(reachableAt.map(safeLine), safe`, `);
  return reachableAt.length === 0
    ? warning(
        'port',
        safe`${listening.port} is open, but this machine has no address that others could dial.`,
        safe`Connect it to a network.`,
      )
    : passed('port', safe`${listening.port} is open, addresses: ${reachableAt.length}`, addresses);
}
