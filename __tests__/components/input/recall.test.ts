import {describe, expect, test} from '@jest/globals';
import {cycle, startCompleting} from '../../../components/input/completing.ts';
import {emptyEditor, withText} from '../../../components/input/editor.ts';
import {emptyHistory, newer, older, remember} from '../../../components/input/input-history.ts';

const typed = (text: string) => withText(emptyEditor, text);

describe('the history of entered lines', () => {
  const history = ['one', 'two', 'two', 'three'].reduce(remember, emptyHistory);

  test('a line entered twice in a row is kept once', () => {
    expect(history.lines).toEqual(['one', 'two', 'three']);
  });

  test('goes back to the oldest and forth to what was being typed', () => {
    const third = older(history, 'dra');
    const second = older(third?.history ?? history, 'three');
    const first = older(second?.history ?? history, 'two');
    expect([third?.line, second?.line, first?.line]).toEqual(['three', 'two', 'one']);
    expect(older(first?.history ?? history, 'one')).toBeNull();
    const again = newer(second?.history ?? history);
    expect(again?.line).toBe('three');
    expect(newer(again?.history ?? history)?.line).toBe('dra');
    expect(newer(history)).toBeNull();
  });
});

describe('completing', () => {
  const completion = {from: 1, to: 3, candidates: ['connect', 'contacts', 'copy']};

  test('the only candidate is taken', () => {
    const step = startCompleting(typed('/conn'), {from: 1, to: 5, candidates: ['connect ']});
    expect([step.editor.text, step.editor.cursor, step.completing]).toEqual(['/connect ', 9, null]);
  });

  test('several give their common start first, then one after the other', () => {
    const common = startCompleting(typed('/c'), {...completion, to: 2});
    expect(common.editor.text).toBe('/co');
    const first = startCompleting(typed('/co'), completion);
    expect(first.editor.text).toBe('/connect');
    const list = first.completing;
    expect(list).not.toBeNull();
    if (list !== null) {
      const second = cycle(list, 1);
      expect(second.editor.text).toBe('/contacts');
      expect(cycle(list, -1).editor.text).toBe('/copy');
    }
  });

  test('what stands behind the range stays', () => {
    const editor = {...typed('hi @a!'), cursor: 5};
    const step = startCompleting(editor, {from: 3, to: 5, candidates: ['@ann']});
    expect([step.editor.text, step.editor.cursor]).toEqual(['hi @ann!', 7]);
  });

  test('no candidate changes nothing', () => {
    const editor = typed('zzz');
    expect(startCompleting(editor, {from: 0, to: 3, candidates: []})).toEqual({editor, completing: null});
  });

  test('the common start ignores case', () => {
    const step = startCompleting(typed('b'), {from: 0, to: 1, candidates: ['Bob', 'bobby']});
    expect(step.editor.text).toBe('Bob');
  });
});
