import type {CoreEvent, DeliveryState, EntryId} from '../../src/core/api/api.ts';
import {entryId} from '../../src/identity/entry-id.ts';
import {directWith} from '../../src/lib/conversation.ts';
import type {EntryRow} from '../../src/storage/types.ts';
import {numberOf} from '../support/texts.ts';
import type {Node} from './node.ts';

const EVERYTHING = 1_000_000;

/** What a node was told to say and what it showed, over all its lives; and the rules that hold at any moment. */
export type Chronicle = {
  readonly heard: (node: Node, event: CoreEvent) => void;
  /** What broke a rule so far. */
  readonly faults: () => readonly string[];
  /**
   * A disk is an older copy now: what was shown may be shown again, and the first link after it ends with the
   * finding that the other side knows another future.
   */
  readonly restored: () => void;
  /** A node is about to delete the other with all that was said: that may be shown again, once they meet anew. */
  readonly forgetting: (node: Node) => void;
  /** These messages stood before the eyes of somebody. */
  readonly saw: (node: Node, rows: readonly EntryRow[]) => void;
};

/** The texts of an author in the history of a node, in display order. */
export function textsOf(node: Node, author: Node): number[] {
  return textsIn(historyOf(node, author === node ? null : author), author);
}

/** The texts of an author among such entries. */
export function textsIn(rows: readonly EntryRow[], author: Node): number[] {
  return rows.map(row => numberOf(author.name, row.body)).filter(number => number !== null);
}

/** All entries that a node holds of its conversation with one peer (or its only one), in display order. */
export function historyOf(node: Node, peer: Node | null): readonly EntryRow[] {
  const {database} = node.store;
  const conversation = peer === null ? database.conversations()[0]?.id : directWith(peer.key);
  return conversation === undefined ? [] : database.historyBefore(conversation, null, EVERYTHING).entries;
}

/** Creates the chronicle of two nodes that talk to each other. */
export function createChronicle(other: (node: Node) => Node): Chronicle {
  const faults: string[] = [];
  /** The last text of the other that each node showed. */
  const shown = new Map<Node, number>();
  /** The texts of the other that each node ever saw: a text keeps its number where an older copy gives it another place. */
  const seen = new Map<Node, Set<number>>();
  /** How far each node had the logs of the other before it forgot. */
  const heldBefore = new Map<Node, Map<number, number>>();
  let wasRestored = false;

  function heard(node: Node, event: CoreEvent): void {
    switch (event.type) {
      case 'entries-added':
        for (const entry of event.entries) {
          if (!entry.outgoing) {
            onShown(node, entry.text);
          }
        }
        break;
      case 'delivery-changed':
        onState(node, event.ids, event.state);
        break;
      case 'failed':
        faults.push(`${node.name} failed: ${event.code} ${event.message}`);
        break;
      case 'peer-offline':
        if (event.reason === 'protocol' && !wasRestored) {
          faults.push(`${node.name} broke off: ${event.detail}`);
        }
        break;
      default:
    }
  }

  function onShown(node: Node, text: string): void {
    const number = numberOf(other(node).name, text) ?? 0;
    const before = shown.get(node) ?? 0;
    if (number <= before && !wasRestored) {
      faults.push(`${node.name} showed ${text} after ${before}`);
    }
    shown.set(node, number);
  }

  /** What counts as delivered must be on the other disk in this very moment, what is read was seen there. */
  function onState(node: Node, ids: readonly EntryId[], state: DeliveryState): void {
    for (const id of state === 'delivered' || state === 'read' ? ids : []) {
      judgeDelivered(node, id, state);
      if (state === 'read') {
        judgeRead(node, id);
      }
    }
  }

  function judgeDelivered(node: Node, id: EntryId, state: DeliveryState): void {
    const peer = other(node);
    const [, epoch = '', sequence = ''] = id.split('.');
    if (!wasRestored && heldOf(peer, node, Number.parseInt(epoch, 36)) < Number.parseInt(sequence, 36)) {
      faults.push(`${node.name} called ${id} ${state}, but ${peer.name} does not have it`);
    }
  }

  function judgeRead(node: Node, id: EntryId): void {
    const peer = other(node);
    const row = historyOf(node, peer).find(row => entryId(row.author, row.epoch, row.sequence) === id);
    const number = row === undefined ? null : numberOf(node.name, row.body);
    if (number !== null && seen.get(peer)?.has(number) !== true) {
      faults.push(`${node.name} called ${id} read, but ${peer.name} never saw it`);
    }
  }

  function heldOf(holder: Node, author: Node, epoch: number): number {
    const logs = holder.store.database.positions(directWith(author.key), author.key);
    const now = logs.find(log => log.epoch === epoch)?.sequence ?? 0;
    return Math.max(now, heldBefore.get(holder)?.get(epoch) ?? 0);
  }

  return {
    heard,
    faults: () => faults,
    restored() {
      wasRestored = true;
    },
    forgetting(node) {
      const key = other(node).key;
      const held = node.store.database.positions(directWith(key), key);
      heldBefore.set(node, new Map([...(heldBefore.get(node) ?? []), ...held.map(placeOf)]));
      shown.delete(node);
    },
    saw(node, rows) {
      seen.set(node, new Set([...(seen.get(node) ?? []), ...textsIn(rows, other(node))]));
    },
  };
}

function placeOf({epoch, sequence}: {readonly epoch: number; readonly sequence: number}): [number, number] {
  return [epoch, sequence];
}
