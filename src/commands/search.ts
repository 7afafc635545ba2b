import type {EntryView, PeerKey} from '../core/api/api.ts';
import {partnerOf} from '../lib/conversation.ts';
import {excerpt} from '../lib/text/excerpt.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {shorten} from '../lib/text/shorten.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {localTime} from './engine/describe.ts';
import {findHits} from './engine/find-hits.ts';
import {at, optional, text} from './engine/parameters.ts';
import {conversationNamed} from './engine/rooms.ts';

/** An answer in words has at most so many hits. */
const LIMIT = 20;
/** Graphemes quoted of what was not found. */
const QUOTED = 40;

export const search = defineCommand({
  name: 'search',
  aliases: ['s'],
  parameters: [optional(at()), text()],
  summary: commandTexts.search.summary,
  redirects: true,
  async execute({core, view}, who, words) {
    const conversation = who === null ? null : (await conversationNamed(core, who)).id;
    if (view.search !== undefined) {
      await view.search({text: words, conversation});
      return;
    }
    const {hits, more} = await findHits(core, {text: words, conversation}, LIMIT);
    const {self, peers} = await core.query({type: 'snapshot'});
    const names = new Map([self, ...peers].map(({key, name}) => [key, name]));
    const lines = hits.toReversed().map(hit => describe(hit, names));
    const rest = more ? [commandTexts.search.more(hits.length)] : [];
    const nothing = commandTexts.search.nothing(shorten(safeLine(words), QUOTED));
    view.notice(hits.length === 0 ? nothing : joinSafe([...lines, ...rest], safe`\n`));
  },
});

function describe(hit: EntryView, names: ReadonlyMap<PeerKey, SafeText>): SafeText {
  const nameOf = (key: PeerKey) => names.get(key) ?? safeLine(key.slice(0, 8));
  const partner = partnerOf(hit.conversation);
  const to = hit.outgoing && partner !== null ? commandTexts.search.to(nameOf(partner)) : safe``;
  return safe`${localTime(hit.time)}  ${nameOf(hit.author)}${to}: ${excerpt(hit.text)}`;
}
