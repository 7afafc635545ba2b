import {checkFields} from '../commands/engine/describe-checks.ts';
import {findHits} from '../commands/engine/find-hits.ts';
import {conversationNamed} from '../commands/engine/rooms.ts';
import {runLine} from '../commands/engine/run-line.ts';
import type {UserFiles, View} from '../commands/engine/types.ts';
import type {ConversationId, Core, EntryOrder} from '../core/api/api.ts';
import {NatterError} from '../lib/errors.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {scriptTexts} from '../lib/texts/scripts.ts';
import type {Clock} from '../lib/time/clock.ts';
import {sayAndWait, WAITS} from './delivery-watch.ts';
import type {EventSource} from './event-source.ts';
import {answerEvent, type JsonEvent, selfEvent} from './json-answers.ts';
import {createLineView, MAX_HITS, type OpenConversation} from './line-view.ts';
import {optionalChoice, optionalNumber, optionalText, type Params, requiredText} from './parameters.ts';

/** A page of history has so many messages where nobody says how many, and at most. */
const PAGE = 50;
const MAX_PAGE = 500;
/** A day, in seconds. */
const MAX_TIMEOUT = 86_400;

/** The parts that methods work on. */
export type MethodContext = {
  readonly core: Core;
  readonly source: EventSource;
  readonly version: string;
  /** The socket, and the file that tells a client of it. */
  readonly at: {readonly socket: string; readonly attach: string};
  readonly clock: Pick<Clock, 'after'>;
  readonly files: UserFiles;
  /** What `/quit` in a line does. */
  readonly quit: View['quit'];
  /** Where the text of this client's lines goes. */
  readonly opened: OpenConversation;
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal;
};

/** One thing that a script can ask for. */
export type Method = {
  readonly params: readonly string[];
  /** Rejects with a `NatterError`, or an `RpcFailure` for parameters that are none. */
  readonly run: (params: Params, context: MethodContext) => Promise<unknown>;
};

/** What scripts can ask for; `subscribe` belongs to the connection. docs/API.md describes them. */
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    'send',
    {
      params: ['to', 'text', 'replyTo', 'wait', 'timeout'],
      async run(params, {core, clock, gone, source}) {
        const text = requiredText(params, 'text');
        const wait = optionalChoice(params, 'wait', WAITS) ?? 'stored';
        const seconds = optionalNumber(params, 'timeout', MAX_TIMEOUT);
        const replyTo = optionalText(params, 'replyTo');
        const {id: conversation} = await conversationNamed(core, requiredText(params, 'to'));
        const {entry, state} = await sayAndWait(
          core,
          {type: 'say', conversation, kind: 'text', text, ...(replyTo === null ? {} : {replyTo})},
          {wait, patience: seconds === null ? null : seconds * 1000, clock, gone},
        );
        return {message: source.message(entry).event, state};
      },
    },
  ],
  [
    'history',
    {
      params: ['with', 'before', 'limit'],
      async run(params, {core, source}) {
        const limit = optionalNumber(params, 'limit', MAX_PAGE) ?? PAGE;
        const {id: conversation} = await conversationNamed(core, requiredText(params, 'with'));
        const before = await placeOf(core, conversation, optionalText(params, 'before'));
        const {entries, more} = await core.query({type: 'history', conversation, before, limit});
        return {messages: entries.map(entry => source.message(entry).event), more};
      },
    },
  ],
  [
    'search',
    {
      params: ['text', 'with', 'limit'],
      async run(params, {core, source}) {
        const limit = optionalNumber(params, 'limit', MAX_PAGE) ?? MAX_HITS;
        const who = optionalText(params, 'with');
        const conversation = who === null ? null : (await conversationNamed(core, who)).id;
        const {hits, more} = await findHits(core, {text: requiredText(params, 'text'), conversation}, limit);
        return {messages: hits.map(source.hit), more};
      },
    },
  ],
  [
    'contacts',
    {
      params: [],
      async run(_, {core}) {
        const {peers, conversations} = await core.query({type: 'snapshot'});
        const {event: _event, ...fields} = answerEvent({type: 'peers', peers, conversations});
        return fields;
      },
    },
  ],
  [
    'status',
    {
      params: [],
      async run(_, {core, version, at}) {
        const {self, peers, conversations} = await core.query({type: 'snapshot'});
        const {event: _event, ...own} = selfEvent(self);
        return {
          version,
          pid: process.pid,
          ...at,
          ...own,
          contacts: peers.filter(({relation}) => relation === 'contact').length,
          online: peers.filter(({presence}) => presence === 'online').length,
          requests: peers.filter(({relation}) => relation === 'request').length,
          unread: conversations.reduce((sum, {unread}) => sum + unread, 0),
        };
      },
    },
  ],
  [
    'doctor',
    {
      params: ['full'],
      async run(params, {core}) {
        const full = optionalChoice(params, 'full', ['yes', 'no']) === 'yes';
        const checks = await core.query({type: 'checks'});
        return {checks: checks.map(check => checkFields(check, full))};
      },
    },
  ],
  [
    'backup',
    {
      params: ['path', 'passphrase'],
      async run(params, {core, files}) {
        const passphrase = requiredText(params, 'passphrase');
        if (passphrase === '') {
          throw new NatterError('PASSPHRASE_NEEDED', commandTexts.backup.empty);
        }
        const {self} = await core.query({type: 'snapshot'});
        const given = requiredText(params, 'path');
        const path = await files.newPath({path: given, subject: self.name, extension: 'backup'});
        const {bytes} = await core.perform({type: 'back-up', path, passphrase});
        return {path, bytes};
      },
    },
  ],
  [
    'command',
    {
      params: ['line'],
      async run(params, {core, source, files, quit, opened}) {
        const events: JsonEvent[] = [];
        const print = (...more: readonly JsonEvent[]) => void events.push(...more);
        const view = createLineView({core, hit: source.hit, opened, print, quit});
        await runLine(requiredText(params, 'line'), {core, view, files});
        return {events};
      },
    },
  ],
]);

async function placeOf(
  core: Core,
  conversation: ConversationId,
  id: string | null,
): Promise<EntryOrder | null> {
  if (id === null) {
    return null;
  }
  const entry = await core.query({type: 'entry', conversation, entry: id});
  if (entry === null) {
    throw new NatterError('MESSAGE_UNKNOWN', scriptTexts.requests.noMessage);
  }
  return entry.order;
}
