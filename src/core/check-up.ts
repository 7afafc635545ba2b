import {type Check, failure, passed, warning} from '../lib/check.ts';
import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import {coreTexts} from '../lib/texts/core.ts';
import {whyTexts} from '../lib/texts/why.ts';
import {describeRoughly} from '../lib/time/duration.ts';
import type {LanEcho} from '../net/lan/own-beacons.ts';
import type {PeerView, ReachView, Self} from './api/api.ts';

/** What the core knows of itself: the port, how it is found, and how many it is linked to. */
export function checkCore(
  self: Self,
  peers: readonly PeerView[],
  reach: ReachView,
  echoes: readonly LanEcho[],
): readonly Check[] {
  const contacts = peers.filter(({relation}) => relation === 'contact');
  const online = contacts.filter(({presence}) => presence === 'online');
  return [
    checkPort(self),
    ...checkTable(reach),
    checkLan(reach),
    ...checkMulticast(echoes),
    ...checkClocks(reach),
    passed('contacts', coreTexts.checks.linked(online.length, contacts.length)),
  ];
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

/** How contacts find this natter from elsewhere. */
function checkTable({dht}: ReachView): readonly Check[] {
  const words = whyTexts.table[dht.state];
  switch (dht.state) {
    case 'off':
    case 'starting':
      return [passed('dht', words)];
    case 'ready': {
      const kept = coreTexts.checks.announced(words, dht.nodes, dht.announcedAt);
      return [passed('dht', kept, dht.host), ...checkRouter(dht.nat)];
    }
    case 'missing':
    case 'alone':
    case 'blocked':
    case 'offline':
      return [{name: 'dht', state: 'warn', reason: words, advice: null, detail: null}];
  }
}

function checkRouter(nat: ReachView['dht']['nat']): readonly Check[] {
  if (nat === null) {
    return [];
  }
  const state = nat === 'random' ? 'warn' : 'ok';
  return [{name: 'router', state, reason: whyTexts.nat[nat], advice: null, detail: null}];
}

/** Whether beacons go out and come back. Interfaces are named in the details: those of a VPN may name its owner. */
function checkMulticast(echoes: readonly LanEcho[]): readonly Check[] {
  if (echoes.length === 0) {
    return [];
  }
  const named = (state: LanEcho['state']) => echoes.filter(echo => echo.state === state);
  const [back, refused, lost] = [named('back'), named('refused'), named('lost')];
  const others = echoes.reduce((sum, echo) => sum + echo.others, 0);
  const detail = safeLine(echoes.map(({name, state}) => `${name}: ${state}`).join(', '));
  const words = coreTexts.multicast;
  if (refused.length + lost.length === 0) {
    return [passed('multicast', others === 0 ? words.backAlone(back.length) : words.back(others), detail)];
  }
  const reason = refused.length > 0 ? words.refused : words.lost;
  const all = echoes.length;
  const check = back.length === 0 ? failure : warning;
  return [check('multicast', reason(refused.length || lost.length, all), words.advice, detail)];
}

/** What differs by less may be the network's delay, and harms nobody. Milliseconds. */
const CLOCK_FINE = 5 * 60_000;

function checkClocks({clock: {contacts, ahead}}: ReachView): readonly Check[] {
  if (ahead === null) {
    return [];
  }
  const by = describeRoughly(Math.max(1, Math.abs(ahead) / 1000));
  return [
    Math.abs(ahead) < CLOCK_FINE
      ? passed('clocks', coreTexts.clocks.agree(by, contacts))
      : warning('clocks', coreTexts.clocks.differs(by, ahead > 0, contacts), coreTexts.clocks.set),
  ];
}

function checkLan({lan, heard}: ReachView): Check {
  const state = lan === 'silent' ? 'warn' : 'ok';
  const words = whyTexts.lan[lan];
  const reason = lan === 'on' ? coreTexts.checks.heard(words, heard.length) : words;
  return {name: 'lan', state, reason, advice: null, detail: null};
}
