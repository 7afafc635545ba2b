import type {ConversationId, Core, EntryView} from '../../core/api/api.ts';
import {directWith} from '../../lib/conversation.ts';
import type {Clock} from '../../lib/time/clock.ts';

/** A friend reads after this long, begins to type, and has answered after the last of these times, milliseconds. */
const READS = 500;
const TYPES = 900;
const ANSWERS = 2200;

const CONFESSION =
  'I have to tell you: this is a demo, and I am made up. I only know a few sentences. But do write on, it looks good 🙂';

const THANKS = 'Thank you for letting me in! 🌻';

/** What a word in a message makes a friend say; the first one that fits is taken. */
const ANSWERS_TO: readonly (readonly [RegExp, string])[] = [
  [/\b(hello|hi|hey|moin|hola|bom dia)\b/i, 'Hello! Nice to see you here 👋'],
  [/\b(bye|good ?night|see you)\b/i, 'See you! Everything here is forgotten when you leave the demo.'],
  [/\b(thanks|thank you|thx)\b/i, 'You are welcome!'],
  [/\bhelp\b|\bhow do\b/i, 'Try /help, or press Tab after a slash. Nothing can break in a demo.'],
  [/```/, 'Nice code. Does it compile?'],
  [/https?:\/\//i, 'Thanks for the link. A real friend could open it.'],
  [/\?/, 'Good question. Ask me again when I am real.'],
  [/\p{Extended_Pictographic}/u, '😄'],
];

/** What is said when nothing fits, one after the other. */
const SMALL_TALK = [
  'Tell me more!',
  'Ha, that is what I said too.',
  'The marks behind your message show how far it came: you see that I read it.',
  'I would write more, but somebody has to invent it first.',
] as const;

/**
 * Makes somebody answer what is said to them, a moment later, and thank whoever accepts them. Their first answer says
 * that this is a demo.
 */
export function answerLikeAFriend(core: Core, clock: Clock): void {
  let answered = 0;
  core.subscribe(events => {
    for (const event of events) {
      if (event.type === 'request-accepted') {
        clock.after(TYPES, () => say(directWith(event.peer.key), THANKS));
      }
      const heard =
        event.type === 'entries-added' ? event.entries.findLast(({outgoing}) => !outgoing) : undefined;
      if (heard !== undefined) {
        react(heard);
      }
    }
  });

  function react({conversation, id, text}: EntryView): void {
    const answer = chooseAnswer(text, answered);
    answered += 1;
    clock.after(READS, () => attempt(core.perform({type: 'mark-read', conversation, entries: [id]})));
    clock.after(TYPES, () => attempt(core.perform({type: 'typing', conversation, active: true})));
    clock.after(ANSWERS, () => {
      attempt(core.perform({type: 'typing', conversation, active: false}));
      say(conversation, answer);
    });
  }

  function say(conversation: ConversationId, text: string): void {
    attempt(core.perform({type: 'say', conversation, kind: 'text', text}));
  }
}

/** What a friend says to a text, who said something `before` so many times. */
export function chooseAnswer(text: string, before: number): string {
  if (before === 0) {
    return CONFESSION;
  }
  const [, fitting] = ANSWERS_TO.find(([word]) => word.test(text)) ?? [];
  return fitting ?? SMALL_TALK[before % SMALL_TALK.length] ?? CONFESSION;
}

/** A friend who was disconnected or blocked meanwhile says nothing. */
function attempt(done: Promise<unknown>): void {
  done.catch(() => {});
}
