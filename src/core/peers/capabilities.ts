import {safeLine} from '../../lib/text/safe-text.ts';
import type {PeerRow} from '../../storage/types.ts';
import {type FEATURE, hasFeature} from '../../wire/chat/features.ts';
import type {Hello} from '../../wire/chat/messages.ts';

/** What is kept of a hello: features count until the next one, also while the peer is away. */
export function saidOf({
  features,
  program,
  release,
}: Pick<Hello, 'features' | 'program' | 'release'>): Required<Pick<PeerRow, 'features' | 'program'>> {
  return {features, program: safeLine(`${program} ${release}`.trim())};
}

/**
 * Whether a peer understands what not every natter does. To be asked before anything is sent, or written for later, that
 * an older one would drop: it would be lost there for good, and nobody would see it. False where no hello came yet.
 */
export function mayExpect(peer: Pick<PeerRow, 'features'> | null, feature: keyof typeof FEATURE): boolean {
  return hasFeature(peer?.features ?? 0, feature);
}
