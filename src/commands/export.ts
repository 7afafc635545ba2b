import type {EntryView} from '../core/api/api.ts';
import {NatterError} from '../lib/errors.ts';
import {safeLine} from '../lib/text/safe-text.ts';
import {shorten} from '../lib/text/shorten.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {filePath, optional} from './engine/parameters.ts';
import type {Parameter, StayingContext} from './engine/types.ts';
import {toJsonLines} from './export/json-lines.ts';
import {toMarkdown} from './export/markdown.ts';
import {entriesUpTo, newestEntry} from './export/pages.ts';
import {peopleOf} from './export/people.ts';

/** How a conversation can be written down, by the extension of the file. */
const WRITERS = {md: toMarkdown, jsonl: toJsonLines} as const;

type Format = keyof typeof WRITERS;

/** Graphemes quoted of an unknown format. */
const QUOTED = 40;

export const exportHistory = defineCommand({
  name: 'export',
  parameters: [optional(format()), optional(filePath())],
  summary: commandTexts.export.summary,
  async execute({core, view, files}, chosen, where) {
    const extension = chosen ?? 'md';
    const {people, entries, count} = await openHistory({core, view});
    const content = WRITERS[extension](people, entries);
    const saved = await files.save({path: where, subject: people.title, extension}, content);
    const messages = commandTexts.export.messages(count());
    view.notice(commandTexts.export.saved(messages, saved));
  },
});

/** The open conversation, to be read once; `count` tells how much was read. */
async function openHistory({core, view}: Pick<StayingContext, 'core' | 'view'>) {
  const conversation = view.current();
  if (conversation === null) {
    throw new NatterError('NO_CONVERSATION', commandTexts.export.noneOpen);
  }
  const people = peopleOf(await core.query({type: 'snapshot'}), conversation);
  const newest = await newestEntry(core, conversation);
  if (people === null || newest === null) {
    throw new NatterError('NOTHING_TO_EXPORT', commandTexts.export.nothing);
  }
  let read = 0;
  async function* counted(entries: AsyncIterable<EntryView>) {
    for await (const entry of entries) {
      read += 1;
      yield entry;
    }
  }
  return {people, entries: counted(entriesUpTo(core, conversation, newest.order)), count: () => read};
}

function format(): Parameter<Format> {
  const choices = () => Object.keys(WRITERS);
  return {name: 'md|jsonl', optional: false, rest: false, completes: 'none', choices, parse: parseFormat};
}

function parseFormat(word: string): Format {
  const wanted = word.toLowerCase();
  if (wanted === 'md' || wanted === 'jsonl') {
    return wanted;
  }
  const typed = shorten(safeLine(word), QUOTED);
  throw new NatterError('COMMAND_USAGE', commandTexts.export.noFormat(typed, typed));
}
