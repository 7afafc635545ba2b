import type {EntryView, Quote, Reaction} from '../../core/api/api.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {type ZoneOffset, zonedTime} from '../../lib/time/zoned-time.ts';
import {escapeBody, escapeLine} from './escape-markdown.ts';
import type {People} from './people.ts';

/**
 * A conversation as Markdown, in display order. What was said stands in block quotes, every line of it marked:
 * no message can pass for another one, or for a heading of ours.
 */
export async function* toMarkdown(
  people: People,
  entries: AsyncIterable<EntryView>,
  offset?: ZoneOffset,
): AsyncGenerator<string> {
  yield header(people);
  let day = '';
  for await (const entry of entries) {
    const said = zonedTime(entry.time, offset);
    if (said.day !== day) {
      day = said.day;
      yield `\n## ${day}\n`;
    }
    yield message(entry, people, `${said.time} ${said.zone}`);
  }
}

function header({self, others, room, title}: People): string {
  const heading = room === null ? commandTexts.export.heading : commandTexts.export.roomHeading;
  return [
    heading(escapeLine(title)),
    '',
    commandTexts.export.self(escapeLine(self.name), self.id, self.key),
    ...others.map(({name, id, key, verified}) =>
      commandTexts.export.peer(escapeLine(name), id, key, verified ? commandTexts.export.verified : ''),
    ),
    '',
  ].join('\n');
}

function message(entry: EntryView, people: People, time: string): string {
  const state = entry.state === null ? '' : `, ${entry.state}`;
  const edited = entry.edited ? commandTexts.export.edited : '';
  const head = `**${escapeLine(people.name(entry.author))}** ${time}${state}${edited}`;
  const blocks = [head, quote(body(entry, people)), reactions(entry.reactions, people)];
  return `\n${blocks.filter(block => block !== '').join('\n\n')}\n`;
}

function body(entry: EntryView, people: People): string[] {
  const answered = entry.replyTo === null ? [] : [...reply(entry.replyTo, people), ''];
  if (entry.deleted) {
    return [...answered, commandTexts.export.deleted];
  }
  const text = entry.kind === 'action' ? `* ${people.name(entry.author)} ${entry.text}` : entry.text;
  return [...answered, ...escapeBody(text)];
}

function reply({author, text}: Quote, people: People): string[] {
  const said = text === null ? [commandTexts.export.quoteMissing] : escapeBody(text);
  return [commandTexts.export.answers(escapeLine(people.name(author))), '', ...said.map(mark)];
}

function reactions(all: readonly Reaction[], people: People): string {
  const one = ({emoji, authors}: Reaction) =>
    `${escapeLine(emoji)} ${authors.map(key => escapeLine(people.name(key))).join(', ')}`;
  return all.map(one).join(' · ');
}

function quote(lines: readonly string[]): string {
  return lines.map(mark).join('\n');
}

function mark(line: string): string {
  return line === '' ? '>' : `> ${line}`;
}
