import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import {explainVersion} from '../../net/link/dial-errors.ts';
import type {NetworkOptions} from '../../net/network.ts';

/** Hosts that are told of in one run: more would be noise, and a stranger could make it. */
const MAX_HOSTS = 8;

/** Tells the user of somebody who came in with a natter that does not fit to this one, once for each host. */
export function createVersionNotices(
  notice: (text: SafeText) => void,
): NonNullable<NetworkOptions['mismatched']> {
  const told = new Set<string>();
  return ({remoteAddress, gap}) => {
    const host = remoteAddress.slice(0, remoteAddress.lastIndexOf(':'));
    if (!told.has(host) && told.size < MAX_HOSTS) {
      told.add(host);
      notice(coreTexts.links.otherVersion(safeLine(explainVersion(host, gap))));
    }
  };
}
