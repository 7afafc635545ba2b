import {directWith} from '../../lib/conversation.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {kindOf} from '../../net/guard/handshake-kinds.ts';
import type {Database} from '../../storage/types.ts';
import type {ConversationId, DebugView, PeerKey} from '../api/api.ts';
import type {LinkDebug, TheirLogDebug} from '../api/debug.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {RuntimeState} from '../runtime-state.ts';
import type {Delivery} from '../sync/delivery.ts';
import type {ComingBack} from './auto-dialer.ts';
import type {Links} from './links.ts';

export type DebugOptions = {
  readonly clock: Clock;
  readonly database: Database;
  readonly peers: PeerBook;
  readonly links: Links;
  readonly delivery: Delivery;
  readonly comingBack: ComingBack;
  readonly peerState: RuntimeState<PeerKey>;
  readonly conversationState: RuntimeState<ConversationId>;
};

/** Tells how everything about a peer stands. Throws `WHO_UNKNOWN`, `WHO_AMBIGUOUS`. */
export function createDebug(options: DebugOptions): (who: string) => DebugView {
  const {clock, database, peers, links, delivery, comingBack} = options;

  function linkOf(key: PeerKey): LinkDebug | null {
    const session = links.session(key);
    if (session === null) {
      return null;
    }
    const {link} = session;
    const {pattern, isHybrid} = kindOf(link.kind);
    return {
      path: link.path,
      address: safeLine(link.remoteAddress),
      isDialled: link.initiator,
      program: safeLine(`${link.hello.program} ${link.hello.release}`.trim()),
      features: link.hello.features,
      handshake: {pattern, isHybrid},
      isByInvite: link.secret !== null,
      since: links.since(key) ?? clock.now(),
      ...link.counts(),
      bytes: link.bytesTransferred(),
      buffered: link.buffered(),
      sync: session.report(),
    };
  }

  function theirLogsOf(conversation: ConversationId, key: PeerKey): readonly TheirLogDebug[] {
    const seen = new Map(
      database.readPositions(conversation, key).map(({epoch, sequence}) => [epoch, sequence]),
    );
    return database.positions(conversation, key).map(({epoch, sequence}) => ({
      epoch: nameOf(epoch),
      held: sequence,
      seen: seen.get(epoch) ?? 0,
    }));
  }

  return who => {
    const key = peers.resolve(who);
    const conversation = directWith(key);
    const next = comingBack.next(key);
    return {
      peer: peers.view(key),
      link: linkOf(key),
      ownLogs: delivery
        .progress(conversation, key)
        .map(({epoch, ...log}) => ({...log, epoch: nameOf(epoch)})),
      theirLogs: theirLogsOf(conversation, key),
      nextAttempt: next === null ? null : Math.round(clock.now() + next - clock.monotonic()),
      kept: [...options.peerState.kept(key), ...options.conversationState.kept(conversation)].sort(),
    };
  };
}

/** As in the ids of messages. */
function nameOf(epoch: number): string {
  return epoch.toString(36);
}
