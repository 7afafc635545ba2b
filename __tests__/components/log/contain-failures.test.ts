import {describe, expect, test} from '@jest/globals';
import {BOB_KEY, entry, peer} from '../../support/facts.ts';
import {drawScreen} from '../../support/screen.tsx';

const CANNOT = '(cannot be shown, i for details)';
/** Throws when it is drawn. */
const broken = () => entry(2, 'broken', {reactions: null as never});

describe('an entry that cannot be drawn', () => {
  test('is one line that says so; all others are there, and the screen goes on', async () => {
    const screen = await drawScreen({onDrawFailure: () => {}});
    await screen.push({type: 'peer-changed', peer: peer(BOB_KEY, 'bob')});
    await screen.open(BOB_KEY, entry(1, 'before'), broken(), entry(3, 'after'));
    expect(screen.frame()).toContain('before');
    expect(screen.frame()).toContain(CANNOT);
    expect(screen.frame()).toContain('after');
    await screen.type('still here');
    expect(screen.frame()).toContain('still here');
    screen.close();
  });

  test('is told of once, at whatever width it is drawn', async () => {
    const failures: unknown[] = [];
    const screen = await drawScreen({onDrawFailure: error => failures.push(error)});
    await screen.open(BOB_KEY, broken(), entry(3));
    await screen.type('\x1b[5~', '\x1b[6~');
    expect(failures).toHaveLength(1);
    screen.close();
  });
});

describe('a pane that cannot be drawn', () => {
  test('says so in its place until there is something else to draw', async () => {
    const failures: unknown[] = [];
    const screen = await drawScreen({onDrawFailure: error => failures.push(error)});
    await screen.push({type: 'peer-changed', peer: peer(BOB_KEY, 'bob', {name: null as never})});
    expect(screen.frame()).toContain('(cannot be sh');
    expect(failures.length).toBeGreaterThan(0);
    await screen.push({type: 'peer-changed', peer: peer(BOB_KEY, 'bob')});
    expect(screen.frame()).not.toContain('(cannot be sh');
    expect(screen.frame()).toContain('bob');
    screen.close();
  });
});
