import type {PeerView} from '../../core/api/api.ts';
import {createSpeller} from '../../identity/names/spell-name.ts';
import {byPresence} from './by-presence.ts';
import {namesOf} from './find-command.ts';
import {isCommandLine} from './is-command-line.ts';
import {nextWord, skipSpaces} from './tokenizer.ts';
import type {CommandDefinition, CompletionKind, KnownWords, Parameter} from './types.ts';

/** What can stand instead of the part of the line from `from` to `to` (offsets in UTF-16 units), best first. */
export type Completion = {readonly from: number; readonly to: number; readonly candidates: readonly string[]};

/** What there is to choose from. */
export type Choices = {
  readonly commands: readonly CommandDefinition[];
  readonly peers: readonly PeerView[];
  /** Words for all rooms, with their #. */
  readonly rooms?: readonly string[];
  /** Members of the open room: in text an @ means one of them. */
  readonly members?: readonly PeerView[];
  /** Paths that begin like a word. */
  readonly paths?: (typed: string) => readonly string[];
} & Partial<KnownWords>;

/**
 * Completes the word before the cursor by the parameter it belongs to; in free text it completes names of peers. A
 * candidate ends with a space where another word can follow. There may be no candidates.
 */
export function complete(line: string, cursor: number, choices: Choices): Completion {
  const typed = line.slice(0, cursor);
  const target = findTarget(typed, choices.commands);
  const word = typed.slice(target.from);
  const space = target.moreFollows && cursor === line.length ? ' ' : '';
  const found = [...candidatesFor(target.kind, word, choices), ...wordsFor(target, word, choices)];
  const candidates = found.map(candidate => candidate + space);
  return {from: target.from, to: cursor, candidates};
}

/** The word that is completed: where it begins, what it can be, whether the command takes more after it. */
type Target = {
  readonly from: number;
  readonly kind: CompletionKind | 'slash';
  /** Words of its own that can stand there, too. */
  readonly words?: (known: KnownWords) => readonly string[];
  readonly moreFollows: boolean;
};

function findTarget(typed: string, commands: readonly CommandDefinition[]): Target {
  if (!isCommandLine(typed)) {
    return freeText(typed);
  }
  const name = nextWord(typed, 0);
  if (name === null || name.to === typed.length) {
    return {from: 0, kind: 'slash', moreFollows: true};
  }
  const wanted = name.text.slice(1).toLowerCase();
  const command = commands.find(candidate => namesOf(candidate).includes(wanted));
  return command === undefined ? nothing(typed) : findParameter(command.parameters, typed, name.to);
}

/** Walks over the words before the cursor; the last of them is completed. */
function findParameter(
  parameters: readonly Parameter<unknown>[],
  typed: string,
  after: number,
  before: readonly string[] = [],
): Target {
  const [parameter, ...others] = parameters;
  if (parameter === undefined) {
    return nothing(typed);
  }
  const from = skipSpaces(typed, after);
  const {choices} = parameter;
  const kind = parameter.completes;
  const words = choices === undefined ? {} : {words: (known: KnownWords) => choices(before, known)};
  if (parameter.rest) {
    return kind === 'text' ? freeText(typed) : {from, kind, ...words, moreFollows: false};
  }
  const word = nextWord(typed, after);
  if (parameter.fits !== undefined && (word === null || !parameter.fits(word.text))) {
    return findParameter(others, typed, after, before);
  }
  if (word === null || word.to === typed.length || isOpenQuote(typed, from)) {
    return {from, kind, ...words, moreFollows: others.length > 0};
  }
  return findParameter(others, typed, word.to, [...before, word.text]);
}

function isOpenQuote(typed: string, from: number): boolean {
  return typed[from] === '"' && !typed.includes('"', from + 1);
}

function freeText(typed: string): Target {
  const from = typed.search(/\S*$/);
  return {from, kind: from === typed.length ? 'none' : 'text', moreFollows: false};
}

function nothing(typed: string): Target {
  return {from: typed.length, kind: 'none', moreFollows: false};
}

function wordsFor({words}: Target, word: string, {keyActions = [], themes = []}: Choices): string[] {
  return (words?.({keyActions, themes}) ?? []).filter(choice => choice.startsWith(word.toLowerCase()));
}

function candidatesFor(kind: Target['kind'], word: string, choices: Choices): string[] {
  const {commands, peers, rooms = [], members} = choices;
  const fitting = rooms.filter(room => room.startsWith(word.toLowerCase()));
  switch (kind) {
    case 'slash':
      return commandNames(commands, word.slice(1)).map(name => `/${name}`);
    case 'command':
      return commandNames(commands, word.replace(/^\//, ''));
    case 'text':
      return members !== undefined && word.startsWith('@')
        ? memberNames(members, word)
        : peerNames(members ?? peers, word, ({name}) => name);
    case 'conversation':
      return word.startsWith('#')
        ? fitting
        : [...peerWords(peers, peers, word), ...(word === '' ? fitting : [])];
    case 'room':
      return fitting;
    case 'who':
      return peerWords(peers, peers, word);
    case 'member':
      return peerWords(members ?? [], peers, word);
    case 'request':
      return peerWords(peers.filter(isRequest), peers, word);
    case 'online':
      return peerWords(peers.filter(isOnline), peers, word);
    case 'path':
      return [...(choices.paths?.(word) ?? [])];
    case 'none':
      return [];
  }
}

/** Names of commands that begin so; an alias only where its command is not there by its own name. */
function commandNames(commands: readonly CommandDefinition[], begun: string): string[] {
  const fits = (name: string) => name.startsWith(begun.toLowerCase());
  return commands.flatMap(command => namesOf(command).filter(fits).slice(0, 1));
}

/** The same as words of a command that mean these peers, and nobody else of all that are known. */
function peerWords(peers: readonly PeerView[], all: readonly PeerView[], word: string): string[] {
  const spell = createSpeller(all.map(asKnown));
  return peerNames(peers, word, peer => spell(asKnown(peer))).map(quoteIfNeeded);
}

/** Names that all other members know them by: with a piece of the id where several of them have that name. */
function memberNames(members: readonly PeerView[], word: string): string[] {
  const asCalled = (peer: PeerView) => ({...peer, name: peer.ownName, localName: null, isKnown: true});
  const spell = createSpeller(members.map(asCalled));
  return peerNames(members, word, peer => spell(asCalled(peer)));
}

/** Peers whose name begins so, those online first, or whose id does if no name fits. An @ stays where it was typed. */
function peerNames(peers: readonly PeerView[], word: string, nameOf: (peer: PeerView) => string): string[] {
  const at = word.startsWith('@') ? '@' : '';
  const begun = word.replace(/^[@"]/, '').toLowerCase();
  const known = peers.filter(peer => peer.relation !== 'declined').sort(byPresence);
  const isNamed = (name: string) => name.toLowerCase().startsWith(begun);
  const named = known.filter(({name, ownName}) => isNamed(name) || isNamed(ownName)).map(nameOf);
  const identified = known.filter(peer => peer.id.startsWith(begun)).map(peer => peer.id);
  return (named.length > 0 ? named : identified).map(name => at + name);
}

function asKnown(peer: PeerView) {
  return {...peer, isKnown: peer.relation === 'contact' || peer.relation === 'asking'};
}

function quoteIfNeeded(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}

function isRequest(peer: PeerView): boolean {
  return peer.relation === 'request';
}

function isOnline(peer: PeerView): boolean {
  return peer.presence === 'online';
}
