import {afterEach, describe, expect, test} from '@jest/globals';
import {askSecret, endSecret, LOCK, lockScreen, SECRET} from '../../../components/dialogs/secrets.ts';
import {BOB_KEY, conversation, entry, peer, snapshot, WITH_BOB} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {closeScreens, type DrawnScreen, drawScreen} from '../../support/screen.tsx';

afterEach(closeScreens);

async function draw(size: {readonly columns?: number; readonly rows?: number} = {}): Promise<DrawnScreen> {
  const screen = await drawScreen({
    ...size,
    checkPassphrase: async entered => (entered === 'right' ? null : 'That is not the passphrase.'),
  });
  await screen.push({
    type: 'ready',
    snapshot: snapshot({peers: [peer(BOB_KEY, 'bob')], conversations: [conversation(WITH_BOB)]}),
  });
  await screen.open(BOB_KEY, entry(1, 'a secret'));
  return screen;
}

const filled = (screen: DrawnScreen) => screen.rows().filter(row => row !== '');

describe('a locked screen', () => {
  async function lock(): Promise<DrawnScreen> {
    const screen = await draw();
    await screen.type('draft');
    lockScreen(screen.model.modes);
    await settled();
    return screen;
  }

  test('shows nothing but the question, and only dots', async () => {
    const screen = await lock();
    await screen.type('abc');
    expect(filled(screen)).toEqual([
      ' natter is locked. Your passphrase:',
      '   •••',
      ' Press Enter to unlock.',
    ]);
  });

  test('opens for the right passphrase alone, as it was', async () => {
    const screen = await lock();
    await screen.type('wrong', '\r');
    expect(filled(screen)).toEqual(
      [' natter is locked. Your passphrase:', '', ' That is not the passphrase.'].filter(row => row !== ''),
    );
    await screen.type('right', '\r');
    expect(screen.frame()).toContain('a secret');
    expect(screen.rows().at(-1)).toBe('> draft');
  });

  test('no key and no click gets behind it', async () => {
    const screen = await lock();
    screen.model.mouse({type: 'press', x: 3, y: 1});
    await screen.type('\x1b1', '\x1bc', '\x1bOP', '\x06', '\x0b');
    expect(screen.frame()).not.toContain('a secret');
    expect(screen.asked).toEqual([]);
  });

  test('is locked on a small terminal too, and opens there', async () => {
    const screen = await draw({columns: 12, rows: 3});
    lockScreen(screen.model.modes);
    await settled();
    await screen.type('/export\r');
    expect(screen.asked).toEqual([]);
    expect(screen.rows()).toEqual([' natter is', 'locked. Your', '']);
    await screen.type('right');
    expect(screen.rows()[2]).toBe('   •••••');
    await screen.type('\r');
    expect(screen.model.modes.stateOf(LOCK)).toBeNull();
  });

  test('gives no key, paste or click to what is behind it, whatever asks the model', async () => {
    const screen = await lock();
    const {model} = screen;
    const bar = model.bar.getState();
    model.press({text: 'x'});
    model.press({name: 'enter'});
    model.press({name: 'ctrl-f'});
    model.paste('/export\n'.repeat(9));
    model.mouse({type: 'press', x: 30, y: 3});
    model.mouse({type: 'wheel', by: -1});
    expect(model.bar.getState()).toBe(bar);
    expect(model.modes.getState().map(({kind}) => kind.name)).toEqual(['chat', 'lock']);
    expect(screen.asked).toEqual([]);
    model.press({name: 'ctrl-l'});
    model.press({name: 'ctrl-z'});
    expect(screen.asked).toEqual(['redraw', 'suspend']);
  });

  test('Ctrl-C leaves what was being written alone', async () => {
    const screen = await lock();
    await screen.type('\x03');
    expect(screen.model.bar.getState().editor.text).toBe('draft');
  });

  test('can be left by quitting', async () => {
    const screen = await lock();
    await screen.type('\x03', '\x03');
    expect(screen.asked).toEqual(['quit']);
  });
});

describe('a secret that is asked for', () => {
  test('is not shown, and answered once', async () => {
    const screen = await draw();
    const answer = askSecret(screen.model.modes, 'A new passphrase');
    await settled();
    await screen.type('äb', 'c\r');
    expect(await answer).toBe('äbc');
    await screen.type('äbc\r', '\x1b[200~äbc\x1b[201~');
    expect(screen.frame()).toContain('Checking …');
    endSecret(screen.model.modes);
    await settled();
    expect(screen.frame()).toContain('a secret');
    expect(screen.model.bar.getState().editor.text).toBe('');
  });

  test('is pasted whole or not at all', async () => {
    const screen = await draw();
    const answer = askSecret(screen.model.modes, 'A new passphrase');
    await settled();
    await screen.type('a', '\x1b[200~one\rtwo\x1b[201~');
    expect(filled(screen).at(-1)).toBe(' That was more than one line. None of it was used.');
    expect(filled(screen)[1]).toBe('   •');
    await screen.type('\x1b[200~three\r\n\x1b[201~');
    expect(filled(screen).slice(1)).toEqual(['   ••••••', ' Press Enter to continue, or Esc to cancel.']);
    await screen.type('\r');
    expect(await answer).toBe('athree');
  });

  test('is asked on a small terminal too, and is no message there', async () => {
    const screen = await draw({rows: 3});
    const answer = askSecret(screen.model.modes, 'A new passphrase');
    await settled();
    await screen.type('secret', '\r');
    expect(screen.asked).toEqual([]);
    expect(screen.model.bar.getState().editor.text).toBe('');
    expect(await Promise.race([answer, settled()])).toBe('secret');
  });

  test('Esc gives up', async () => {
    const screen = await draw();
    const answer = askSecret(screen.model.modes, 'A new passphrase');
    await settled();
    expect(filled(screen)[0]).toBe(' A new passphrase:');
    await screen.type('abc', '\x1b');
    const deadline = Date.now() + 2000;
    while (!screen.model.modes.stateOf(SECRET)?.isChecking && Date.now() < deadline) {
      await settled();
    }
    expect(await answer).toBeNull();
  });
});
