import type {PeerView} from '../../core/api/api.ts';

const RANK = {online: 0, connecting: 1, offline: 2} as const;

/** Orders peers for people: those online first, then by name. */
export function byPresence(one: PeerView, other: PeerView): number {
  return RANK[one.presence] - RANK[other.presence] || one.name.localeCompare(other.name);
}
