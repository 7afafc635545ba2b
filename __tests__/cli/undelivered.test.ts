import {expect, test} from '@jest/globals';
import {followDelivery} from '../../src/cli/undelivered.ts';
import type {Core, EntryChange} from '../../src/core/api/api.ts';
import {ANN_KEY, ownEntry, WITH_BOB} from '../support/facts.ts';

const [tea, milk] = [ownEntry(1, 'tea'), ownEntry(2, 'milk')];

/** Both were said, and are not delivered. */
async function saidBoth() {
  const delivery = followDelivery();
  const left = [tea, milk];
  const core = delivery.counting({perform: async () => left.shift()} as unknown as Core);
  await core.perform({type: 'say', conversation: WITH_BOB, kind: 'text', text: 'tea'});
  await core.perform({type: 'say', conversation: WITH_BOB, kind: 'text', text: 'milk'});
  return delivery;
}

function changed(kind: EntryChange['kind']) {
  const changes: readonly EntryChange[] = [{entry: tea.id, kind, author: ANN_KEY, emoji: null}];
  return {type: 'entries-changed', conversation: WITH_BOB, entries: [tea], changes} as const;
}

test('what was said waits until it is delivered', async () => {
  const delivery = await saidBoth();
  delivery.hear({type: 'delivery-changed', conversation: WITH_BOB, ids: [tea.id], state: 'sent'});
  expect(delivery.ids()).toEqual([tea.id, milk.id]);
  delivery.hear({type: 'delivery-changed', conversation: WITH_BOB, ids: [tea.id], state: 'delivered'});
  expect(delivery.ids()).toEqual([milk.id]);
});

test('what was deleted before is not missed by anybody; what was edited is', async () => {
  const delivery = await saidBoth();
  delivery.hear(changed('edit'));
  expect(delivery.ids()).toEqual([tea.id, milk.id]);
  delivery.hear(changed('delete'));
  expect(delivery.ids()).toEqual([milk.id]);
});
