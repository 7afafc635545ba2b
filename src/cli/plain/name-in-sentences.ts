import type {ClientState} from '../../client/client-state.ts';
import {whoIs} from '../../client/facts.ts';
import type {PeerKey} from '../../core/api/api.ts';
import {type SafeText, safe} from '../../lib/text/safe-text.ts';
import {spokenName} from '../../lib/text/spoken-name.ts';

/** How sentences call somebody; ourselves they call "you". */
export function nameInSentences(state: ClientState, key: PeerKey): SafeText {
  return key === state.self?.key ? safe`you` : spokenName(whoIs(state, key).name);
}
