import {expect, test} from '@jest/globals';
import {keepEvents} from '../../src/app/event-buffer.ts';
import type {NumberedEvent} from '../../src/core/api/api.ts';
import {createEmitter} from '../../src/lib/emitter.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';

const said = (text: string): NumberedEvent => ({
  ...{type: 'notice', conversation: null, text: safeText(text), sequence: 1},
});

/** A core that speaks, and a list of what each listener heard. */
function speaking() {
  const core = createEmitter<readonly NumberedEvent[]>();
  const subscribe = keepEvents(core.subscribe);
  const heard: string[] = [];
  return {
    heard,
    say: (text: string) => core.emit([said(text)]),
    listen: (who: string) =>
      subscribe(events => {
        for (const event of events) {
          heard.push(`${who}: ${event.type === 'notice' ? event.text : event.type}`);
        }
      }),
  };
}

test('what is said before anybody listens is told to all who listen first, and once', async () => {
  const {heard, say, listen} = speaking();
  say('one');
  say('two');
  listen('a');
  listen('b');
  expect(heard).toEqual([]);
  await Promise.resolve();
  expect(heard).toEqual(['a: one', 'a: two', 'b: one', 'b: two']);
  listen('late');
  await Promise.resolve();
  say('three');
  expect(heard.slice(4)).toEqual(['a: three', 'b: three', 'late: three']);
});

test('what is said in the turn in which somebody begins to listen comes after what was kept', async () => {
  const {heard, say, listen} = speaking();
  say('one');
  listen('a');
  say('two');
  await Promise.resolve();
  expect(heard).toEqual(['a: one', 'a: two']);
});

test('who stops listening hears no more', async () => {
  const {heard, say, listen} = speaking();
  const stop = listen('a');
  await Promise.resolve();
  say('one');
  stop();
  say('two');
  expect(heard).toEqual(['a: one']);
});
