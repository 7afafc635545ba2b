import {describe, expect, test} from '@jest/globals';
import {
  admitGuest,
  type InviteRecord,
  isAnnounced,
  isOpen,
  newInvite,
} from '../../../src/core/reach/invite-book.ts';
import {inviteSecret} from '../../../src/identity/reach/invite-keys.ts';
import {peerKey} from '../../../src/lib/ids.ts';

const NOW = Date.UTC(2026, 10, 28, 14, 2);
const HOUR = 3_600_000;
const secret = inviteSecret(Buffer.alloc(16, 1));
const wish = {kind: 'link', secret, id: 'k7m2', now: NOW} as const;
const ann = peerKey('a'.repeat(64));
const bob = peerKey('b'.repeat(64));
const eve = peerKey('e'.repeat(64));

const code = (work: () => unknown) => {
  try {
    work();
    return 'no error';
  } catch (error) {
    return (error as {code?: string}).code;
  }
};

test.each([
  ['a link', wish, 24 * HOUR, 1],
  ['a link for a week', {...wish, lifetime: 168 * HOUR}, 168 * HOUR, 1],
  ['a link for five', {...wish, uses: 5}, 24 * HOUR, 5],
  ['a code, whatever was asked for', {...wish, kind: 'code', lifetime: HOUR, uses: 5}, HOUR / 6, 1],
] as const)('%s', (_, asked, lifetime, uses) => {
  expect(newInvite(asked, [])).toEqual({
    id: 'k7m2',
    kind: asked.kind,
    secret,
    created: NOW,
    expires: NOW + lifetime,
    uses,
    usedBy: [],
    hasSurplus: false,
  });
});

test.each([
  ['no time', {...wish, lifetime: 0}],
  ['more than thirty days', {...wish, lifetime: 31 * 24 * HOUR}],
  ['nobody', {...wish, uses: 0}],
  ['half a person', {...wish, uses: 1.5}],
  ['more than fifty', {...wish, uses: 51}],
])('%s is refused', (_, asked) => {
  expect(code(() => newInvite(asked, []))).toBe('INVITE_INVALID');
});

test('four are open at once; what is used up or over does not count', () => {
  const open = Array.from({length: 4}, () => newInvite(wish, []));
  expect(code(() => newInvite(wish, open))).toBe('INVITES_FULL');
  expect(code(() => newInvite(wish, open.slice(1)))).toBe('no error');
  const [first, ...rest] = open as [InviteRecord, ...InviteRecord[]];
  expect(code(() => newInvite(wish, [{...first, usedBy: [ann]}, ...rest]))).toBe('no error');
  expect(code(() => newInvite({...wish, now: NOW + 24 * HOUR}, open))).toBe('no error');
});

describe('somebody with the right proof', () => {
  const invite = newInvite(wish, []);
  const used = {...invite, usedBy: [ann]};

  test('is let in once, and again with the same key if our answer was lost', () => {
    expect(admitGuest(invite, ann, NOW)).toEqual({type: 'accept', record: used});
    expect(admitGuest(used, ann, NOW)).toEqual({type: 'repeat'});
    expect(admitGuest(used, ann, NOW + 48 * HOUR)).toEqual({type: 'repeat'});
  });

  test('with another key is told on, once', () => {
    const told = {...used, hasSurplus: true};
    expect(admitGuest(used, eve, NOW)).toEqual({type: 'surplus', isFirst: true, record: told});
    expect(admitGuest(told, bob, NOW)).toEqual({type: 'surplus', isFirst: false, record: told});
  });

  test('comes too late', () => {
    expect(admitGuest(invite, ann, NOW + 24 * HOUR)).toEqual({type: 'expired'});
    expect(admitGuest(used, eve, NOW + 24 * HOUR)).toEqual({type: 'expired'});
  });

  test('comes by an invite for two', () => {
    const forTwo = {...invite, uses: 2};
    const outcome = admitGuest({...forTwo, usedBy: [ann]}, bob, NOW);
    expect(outcome).toEqual({type: 'accept', record: {...forTwo, usedBy: [ann, bob]}});
    expect(admitGuest({...forTwo, usedBy: [ann, bob]}, eve, NOW).type).toBe('surplus');
  });
});

test('a used invite is closed to others, and watched until its end', () => {
  const used = {...newInvite(wish, []), usedBy: [ann]};
  expect([isOpen(used, NOW), isAnnounced(used, NOW)]).toEqual([false, true]);
  expect([isOpen(used, NOW + 24 * HOUR), isAnnounced(used, NOW + 24 * HOUR)]).toEqual([false, false]);
});
