import type {EntryChange, EntryView, PeerKey} from '../../core/api/api.ts';
import {partsOf} from '../../lib/text/code-blocks.ts';
import {endDirection} from '../../lib/text/direction.ts';
import {excerpt} from '../../lib/text/excerpt.ts';
import {type SafeText, safe, storedText} from '../../lib/text/safe-text.ts';
import {withoutQuotes} from '../../lib/text/spoken-name.ts';
import {plainTexts} from '../../lib/texts/plain.ts';

/** How somebody is called: the user is "you". */
export type NameOf = (key: PeerKey) => SafeText;

/**
 * What was said, as lines to be read aloud. Each of them begins with the sender: no line of a message can pass for
 * somebody else's, or for one of the program.
 */
export function entrySentences(entry: EntryView, name: NameOf): readonly SafeText[] {
  const author = name(entry.author);
  if (entry.deleted) {
    return [plainTexts.entries.deleted(author)];
  }
  const [first = safe``, ...others] = spokenLines(entry);
  const head =
    entry.kind === 'action' ? safe`${author} ${first}` : safe`${author}${manner(entry, name)}: ${first}`;
  return [head, ...others.map(line => safe`${author}: ${line}`), ...reactionSentences(entry, name)];
}

/** What somebody did to a message, which looks so now. */
export function changeSentences(
  entry: EntryView,
  {kind, author, emoji}: EntryChange,
  name: NameOf,
): readonly SafeText[] {
  if (kind !== 'reaction') {
    return entrySentences({...entry, reactions: []}, name);
  }
  return emoji === null
    ? [plainTexts.entries.unreacted(name(author), quoted(entry.text))]
    : [plainTexts.entries.reactedTo(name(author), emoji, quoted(entry.text))];
}

/** "(edited)" and the like, in words. */
function manner({edited, replyTo, state}: EntryView, name: NameOf): SafeText {
  const facts = [
    ...(edited ? [plainTexts.entries.edited] : []),
    ...(state === 'queued' || state === 'sent' ? [plainTexts.entries.notDelivered] : []),
    ...(replyTo === null ? [] : [plainTexts.entries.replying(name(replyTo.author), quoted(replyTo.text))]),
  ];
  return storedText(facts.join(''));
}

function quoted(text: SafeText | null): SafeText {
  return text === null ? safe`` : plainTexts.entries.quote(withoutQuotes(excerpt(text)));
}

/** Lines without the empty ones; where code begins and ends is said in words. */
function spokenLines({text}: EntryView): SafeText[] {
  return partsOf(text).flatMap(part => {
    const lines = part.text.split('\n').filter(line => line.trim() !== '');
    const spoken = lines.map(line => storedText(endDirection(line)));
    return part.isCode ? [safe`code`, ...spoken, plainTexts.entries.endOfCode] : spoken;
  });
}

function reactionSentences({reactions}: EntryView, name: NameOf): SafeText[] {
  return reactions.flatMap(({emoji, authors}) =>
    authors.map(key => plainTexts.entries.reacted(name(key), emoji)),
  );
}
