/**
 * Bytes of a terminal into sequences (ECMA-48, xterm's ctlseqs), however they are cut. A pure machine: bytes and the
 * time go in, sequences come out. Everything it waits for ends: by its end, by another beginning, or by silence.
 */
import {createPasteBuffer, type PasteBuffer} from './paste-buffer.ts';

/** One sequence. `isAlt`: an Escape stood right before it, as Alt does on many terminals. */
export type Sequence =
  | {readonly type: 'text'; readonly text: string; readonly isAlt: boolean}
  | {readonly type: 'control'; readonly code: number; readonly isAlt: boolean}
  | {readonly type: 'escape'}
  | {readonly type: 'csi'; readonly parameters: string; readonly final: string; readonly isAlt: boolean}
  | {readonly type: 'ss3'; readonly parameters: string; readonly final: string; readonly isAlt: boolean}
  /** A function key of the Linux console: `ESC [ [ A`. */
  | {readonly type: 'console'; readonly final: string}
  | {readonly type: 'paste'; readonly text: string; readonly isCut: boolean}
  /** A short OSC, such as the answer to a question for a colour. */
  | {readonly type: 'osc'; readonly text: string}
  /** Other OSC, DCS, APC, PM, SOS, an old mouse report, and what was cut off. */
  | {readonly type: 'ignored'};

export type Scanner = {
  /** Reads bytes that came at a time in milliseconds. */
  readonly push: (bytes: Uint8Array, now: number) => readonly Sequence[];
  /** Ends what has waited for too long. */
  readonly tick: (now: number) => readonly Sequence[];
  /** When `tick` has something to do; null if nothing is waited for. */
  readonly due: () => number | null;
};

/** After an introducer alone, which is a key with Alt too, the rest has so long to come. Milliseconds. */
const INTRODUCER_WAIT = 1000;
/** Nobody types the beginning of a sequence with parameters: the rest of it may take longer. */
const SEQUENCE_WAIT = 5000;
/** A paste or a string of which no more comes for so long has lost its end. */
const SILENCE = 1000;
/** Time in which the rest of a sequence may still follow an Escape that was taken for the key. */
const LATE = 500;
/** Both halves of one line break come within this time, also in two reads. */
const LINE_BREAK = 30;
/** A paste that stalled may go on within this time. */
const STALLED = 10_000;
/** Of a string, so many bytes are kept in case it turns out to be typed text. */
const MAX_HELD = 256;
/** A sequence with more parameters is none. */
const MAX_PARAMETERS = 256;

const BEL = 0x07;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const CTRL_C = 0x03;
const ESC = 0x1b;
const DELETE = 0x7f;
const DOLLAR = 0x24; // ends a sequence of rxvt (Shift with a key), although it should not
const ST = 0x9c;
const [BRACKET, LETTER_O, LETTER_M] = [0x5b, 0x4f, 0x4d];

/** Introducers of strings, by what stands behind the Escape, and as C1 controls. */
const STRINGS: ReadonlyMap<number, number> = new Map([
  [0x50, 0x90], // P: DCS
  [0x58, 0x98], // X: SOS
  [0x5d, 0x9d], // ]: OSC
  [0x5e, 0x9e], // ^: PM
  [0x5f, 0x9f], // _: APC
]);
const C1_STRINGS: ReadonlySet<number> = new Set(STRINGS.values());
/** What such an answer begins with. Anything else behind the introducer is typed. */
const ANSWER_BEGINS: ReadonlyMap<number, RegExp> = new Map([
  [0x50, /[\d!$+>|?=]/],
  [0x58, /./],
  [0x5d, /[\dlLI]/],
  [0x5e, /./],
  [0x5f, /./],
]);
/** Strings whose content could be typed as well: Alt and a capital letter come before it. */
const AMBIGUOUS: ReadonlySet<number> = new Set([0x58, 0x5e, 0x5f]);
/** Finals of keys and reports without parameters: all that can follow a late `[` or `O`. */
const LATE_CSI = /^[\d;:<=>?]+[ -/]*[@-~]$|^[A-FHIMOPQRSZ]$/;
const LATE_SS3 = /^[A-DFHPQRS]$/;

type State =
  | {readonly type: 'ground'}
  | {readonly type: 'escape'; readonly isAlt: boolean}
  | {readonly type: 'csi'; readonly isAlt: boolean; readonly isLate: boolean; readonly body: string}
  | {readonly type: 'ss3'; readonly isAlt: boolean; readonly isLate: boolean; readonly body: string}
  | {readonly type: 'console'}
  | {readonly type: 'mouse'; readonly missing: number}
  | {
      readonly type: 'string';
      /** What stood behind the Escape; null for a C1 control, which is never typed. */
      readonly introducer: number | null;
      readonly isLate: boolean;
      readonly held: readonly number[];
      readonly last: number;
      readonly isEnding: boolean;
    }
  | {readonly type: 'paste'; readonly buffer: PasteBuffer};

const GROUND: State = {type: 'ground'};
const OSC = 0x5d;

/** A string that has its end. */
function stringOf({introducer, held}: Extract<State, {type: 'string'}>): Sequence {
  return introducer === OSC && held.length < MAX_HELD
    ? {type: 'osc', text: String.fromCharCode(...held)}
    : {type: 'ignored'};
}

/** `escapeDelay` is how long an Escape may be the beginning of something, in milliseconds. */
export function createScanner({escapeDelay}: {readonly escapeDelay: number}): Scanner {
  let state: State = GROUND;
  let out: Sequence[] = [];
  let now = 0;
  let since = 0;
  /** Bytes of a character that is not whole yet. */
  let character: number[] = [];
  let missing = 0;
  /** An Escape stood before that character. */
  let isAltNext = false;
  let text = '';
  let lateUntil = 0;
  /** A paste ended by silence: what comes of it until then is no keys. */
  let lostPasteUntil = 0;
  let returnAt = Number.NEGATIVE_INFINITY;

  function push(bytes: Uint8Array, at: number): readonly Sequence[] {
    now = at;
    begin();
    if (now < lostPasteUntil && state.type === 'ground' && looksPasted(bytes)) {
      enter({type: 'paste', buffer: createPasteBuffer()});
    }
    for (const [index, byte] of bytes.entries()) {
      read(byte, index === bytes.length - 1);
      since = now;
    }
    return finish();
  }

  function tick(at: number): readonly Sequence[] {
    now = at;
    begin();
    const due = dueAt();
    if (due !== null && due <= now) {
      expire();
    }
    return finish();
  }

  function begin(): void {
    out = [];
    text = '';
  }

  function finish(): readonly Sequence[] {
    flushText();
    return out;
  }

  function dueAt(): number | null {
    const wait = waitOf();
    return wait === null ? null : since + wait;
  }

  function waitOf(): number | null {
    switch (state.type) {
      case 'ground':
        return missing > 0 ? SILENCE : null;
      case 'escape':
        return escapeDelay;
      case 'csi':
      case 'ss3':
        return state.isLate ? LATE : state.body === '' ? INTRODUCER_WAIT : SEQUENCE_WAIT;
      case 'string':
        return state.isLate ? LATE : SILENCE;
      case 'console':
      case 'mouse':
      case 'paste':
        return SILENCE;
    }
  }

  /** What was waited for did not come. */
  function expire(): void {
    const {type} = state;
    if (type === 'escape') {
      const times = state.isAlt ? 2 : 1;
      state = GROUND;
      out.push(...Array.from({length: times}, () => ({type: 'escape'}) as const));
      lateUntil = now + LATE;
    } else if (type === 'ground') {
      breakCharacter();
    } else if (type === 'paste') {
      lostPasteUntil = now + STALLED;
      endPaste(state.buffer);
    } else if (type === 'string' && state.isEnding) {
      abandon();
      out.push({type: 'escape'});
    } else {
      abandon();
    }
  }

  function read(byte: number, isLast: boolean): void {
    const late = now < lateUntil;
    lateUntil = 0;
    switch (state.type) {
      case 'ground':
        readGround(byte, late);
        return;
      case 'escape':
        readEscape(byte, state.isAlt);
        return;
      case 'csi':
      case 'ss3':
        readControl(byte, state);
        return;
      case 'console':
        emit({type: 'console', final: String.fromCharCode(byte)});
        return;
      case 'mouse':
        readMouse(byte, state.missing);
        return;
      case 'string':
        readString(byte, state);
        return;
      case 'paste':
        readPaste(byte, isLast, state.buffer);
        return;
    }
  }

  function readGround(byte: number, late: boolean): void {
    if (missing > 0) {
      if ((byte & 0xc0) === 0x80) {
        character.push(byte);
        missing--;
        if (missing === 0) {
          endCharacter();
        }
        return;
      }
      breakCharacter();
    }
    if (late && enterLate(byte)) {
      return;
    }
    const isFeed = byte === LINE_FEED && now - returnAt <= LINE_BREAK;
    returnAt = byte === RETURN ? now : Number.NEGATIVE_INFINITY;
    if (isFeed) {
      return; // the other half of one line break
    }
    if (byte === ESC) {
      flushText();
      enter({type: 'escape', isAlt: false});
    } else if (byte < 0x20 || byte === DELETE) {
      control(byte);
    } else if (byte < 0x80) {
      character = [byte];
      endCharacter();
    } else if (byte < 0xa0) {
      readC1(byte);
    } else {
      character = [byte];
      missing = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
      if (missing === 0 || byte >= 0xf5) {
        breakCharacter();
      }
    }
  }

  /** The rest of a sequence whose Escape was taken for the key. */
  function enterLate(byte: number): boolean {
    if (byte === BRACKET || byte === LETTER_O) {
      enter({type: byte === BRACKET ? 'csi' : 'ss3', isAlt: false, isLate: true, body: ''});
      return true;
    }
    if (STRINGS.has(byte)) {
      enterString(byte, true);
      return true;
    }
    return false;
  }

  /** A control of the upper half, as one byte or as a character (U+0080 to U+009F). */
  function readC1(code: number): void {
    flushText();
    isAltNext = false;
    if (code === 0x9b || code === 0x8f) {
      enter({type: code === 0x9b ? 'csi' : 'ss3', isAlt: false, isLate: false, body: ''});
    } else if (C1_STRINGS.has(code)) {
      enterString(null, false);
    } else {
      out.push({type: 'ignored'});
    }
  }

  function readEscape(byte: number, isAlt: boolean): void {
    if (byte === ESC) {
      if (isAlt) {
        out.push({type: 'escape'});
      }
      enter({type: 'escape', isAlt: true});
    } else if (byte === BRACKET || byte === LETTER_O) {
      enter({type: byte === BRACKET ? 'csi' : 'ss3', isAlt, isLate: false, body: ''});
    } else {
      if (isAlt) {
        out.push({type: 'escape'});
      }
      if (STRINGS.has(byte)) {
        enterString(byte, false);
      } else {
        state = GROUND;
        isAltNext = true;
        readGround(byte, false);
      }
    }
  }

  function readControl(byte: number, at: Extract<State, {type: 'csi' | 'ss3'}>): void {
    const {type, body, isAlt, isLate} = at;
    if (byte < 0x20 || byte >= DELETE) {
      abandon();
      readGround(byte, false);
      return;
    }
    const next = body + String.fromCharCode(byte);
    const isRxvtShift = type === 'csi' && byte === DOLLAR && /^\d+$/.test(body);
    if (byte < 0x40 && !isRxvtShift) {
      if (next.length > MAX_PARAMETERS) {
        abandon();
      } else {
        enter({...at, body: next});
      }
      return;
    }
    const isTyped = body === '' && byte !== LETTER_M && now - since > escapeDelay; // a terminal sends both at once, fingers do not
    if (isLate && (isTyped || !(type === 'csi' ? LATE_CSI : LATE_SS3).test(next))) {
      enter({...at, body: next});
      abandon();
      return;
    }
    const final = next.slice(-1);
    if (type === 'csi' && body === '' && byte === LETTER_M) {
      enter({type: 'mouse', missing: 3});
    } else if (type === 'csi' && body === '' && byte === BRACKET) {
      enter({type: 'console'});
    } else if (type === 'csi' && final === '~' && body === '200') {
      enter({type: 'paste', buffer: createPasteBuffer()});
    } else if (isLate && final !== 'I' && final !== 'O') {
      emit({type: 'ignored'});
    } else {
      emit({type, parameters: body, final, isAlt});
    }
  }

  /** Three bytes behind `ESC [ M`: the button and two coordinates, in any value but those of keys. */
  function readMouse(byte: number, missing: number): void {
    if (byte > 0 && byte < 0x20) {
      emit({type: 'ignored'});
      readGround(byte, false);
    } else if (missing === 1) {
      emit({type: 'ignored'});
    } else {
      enter({type: 'mouse', missing: missing - 1});
    }
  }

  function enterString(introducer: number | null, isLate: boolean): void {
    enter({type: 'string', introducer, isLate, held: [], last: 0, isEnding: false});
  }

  function readString(byte: number, at: Extract<State, {type: 'string'}>): void {
    const {introducer, held, last, isEnding} = at;
    if (isEnding) {
      if (byte === 0x5c) {
        emit(stringOf(at));
      } else {
        abandon();
        enter({type: 'escape', isAlt: false});
        readEscape(byte, false);
      }
    } else if (byte === BEL || (byte === ST && (last < 0xc3 || last === 0xc2))) {
      emit(stringOf(at));
    } else if (byte === ESC) {
      enter({...at, isEnding: true});
    } else if (byte < 0x20 || byte === DELETE) {
      abandon();
      readGround(byte, false);
    } else if (held.length === 0 && introducer !== null && !begins(introducer, byte)) {
      abandon();
      readGround(byte, false);
    } else {
      enter({...at, held: held.length < MAX_HELD ? [...held, byte] : held, last: byte});
    }
  }

  function readPaste(byte: number, isLast: boolean, buffer: PasteBuffer): void {
    if (byte === CTRL_C && isLast) {
      endPaste(buffer); // the key: what is pasted goes on behind it, or has its end
      control(byte);
      return;
    }
    const mark = buffer.push(byte);
    if (mark !== null) {
      lostPasteUntil = 0;
      endPaste(buffer);
      if (mark === 'start') {
        enter({type: 'paste', buffer: createPasteBuffer()});
      }
    }
  }

  function endPaste(buffer: PasteBuffer): void {
    const {text, isCut} = buffer.take();
    emit(text === '' ? {type: 'ignored'} : {type: 'paste', text, isCut});
  }

  /** Gives up what was begun: typed characters become that again, the rest of an answer is nothing. */
  function abandon(): void {
    const at = state;
    state = GROUND;
    if (at.type === 'csi' || at.type === 'ss3') {
      const introducer = at.type === 'csi' ? '[' : 'O';
      if (at.isLate) {
        type(introducer + at.body);
      } else if (at.body === '') {
        out.push({type: 'text', text: introducer, isAlt: true});
      } else {
        out.push({type: 'ignored'});
      }
    } else if (at.type === 'string') {
      abandonString(at);
    } else {
      out.push({type: 'ignored'});
    }
  }

  function abandonString({introducer, isLate, held}: Extract<State, {type: 'string'}>): void {
    const isTyped = introducer !== null && (isLate || held.length === 0 || AMBIGUOUS.has(introducer));
    if (!isTyped) {
      out.push({type: 'ignored'});
      return;
    }
    const first = String.fromCharCode(introducer);
    if (isLate) {
      type(first);
    } else {
      out.push({type: 'text', text: first, isAlt: true});
    }
    for (const byte of held) {
      readGround(byte, false);
    }
  }

  function enter(next: State): void {
    if (state.type === 'ground') {
      flushText();
    }
    state = next;
  }

  function emit(sequence: Sequence): void {
    flushText();
    state = GROUND;
    out.push(sequence);
  }

  function control(code: number): void {
    flushText();
    out.push({type: 'control', code, isAlt: isAltNext});
    isAltNext = false;
  }

  function type(characters: string): void {
    text += characters;
  }

  function endCharacter(): void {
    const [code = 0] = character;
    const whole = code < 0x80 ? String.fromCharCode(code) : Buffer.from(character).toString('utf8');
    const bytes = character;
    character = [];
    if (bytes.length === 2 && code === 0xc2 && (bytes[1] ?? 0) < 0xa0) {
      readC1(bytes[1] ?? 0);
    } else if (isAltNext) {
      isAltNext = false;
      out.push({type: 'text', text: whole, isAlt: true});
    } else {
      type(whole);
    }
  }

  /** Bytes that are no UTF-8. */
  function breakCharacter(): void {
    character = [];
    missing = 0;
    isAltNext = false;
    type('\ufffd');
  }

  function flushText(): void {
    if (text !== '') {
      out.push({type: 'text', text, isAlt: false});
      text = '';
    }
  }

  return {push, tick, due: dueAt};
}

function begins(introducer: number, byte: number): boolean {
  return ANSWER_BEGINS.get(introducer)?.test(String.fromCharCode(byte)) ?? true;
}

/** More lines in one read, or the end mark that was missed. */
function looksPasted(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1');
  return text.includes('\x1b[201~') || /[\r\n][^\r\n\x1b]/.test(text);
}
