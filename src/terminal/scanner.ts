/**
 * Bytes of a terminal into sequences (ECMA-48, xterm's ctlseqs), however they are cut. A pure machine: bytes and the
 * time go in, sequences come out. Everything it waits for ends: by its end, by another beginning, or by silence.
 */
import {createPasteBuffer, type PasteBuffer} from './paste-buffer.ts';
import {type Sequence, SequenceOutput} from './sequence-output.ts';
import {AMBIGUOUS, begins, bytesBehind, C1_STRINGS, canComeLate, STRINGS} from './sequence-syntax.ts';

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

/** `escapeDelay` is how long an Escape may be the beginning of something, in milliseconds. */
export function createScanner({escapeDelay}: {readonly escapeDelay: number}): Scanner {
  return new SequenceScanner(escapeDelay);
}

class SequenceScanner implements Scanner {
  readonly #escapeDelay: number;
  readonly #out = new SequenceOutput();
  #state: State = GROUND;
  #now = 0;
  /** When the last byte came. */
  #since = 0;
  /** Bytes of a character that is not whole yet, and how many are missing. */
  #character: number[] = [];
  #missing = 0;
  #lateUntil = 0;
  /** A paste ended by silence: what comes of it until then is no keys. */
  #lostPasteUntil = 0;
  #returnAt = Number.NEGATIVE_INFINITY;

  constructor(escapeDelay: number) {
    this.#escapeDelay = escapeDelay;
  }

  push(bytes: Uint8Array, at: number): readonly Sequence[] {
    this.#now = at;
    if (this.#now < this.#lostPasteUntil && this.#state.type === 'ground' && looksPasted(bytes)) {
      this.#enter({type: 'paste', buffer: createPasteBuffer()});
    }
    for (const [index, byte] of bytes.entries()) {
      this.#read(byte, index === bytes.length - 1);
      this.#since = this.#now;
    }
    return this.#out.take();
  }

  tick(at: number): readonly Sequence[] {
    this.#now = at;
    const due = this.due();
    if (due !== null && due <= this.#now) {
      this.#expire();
    }
    return this.#out.take();
  }

  due(): number | null {
    const wait = this.#waitOf();
    return wait === null ? null : this.#since + wait;
  }

  #waitOf(): number | null {
    switch (this.#state.type) {
      case 'ground':
        return this.#missing > 0 ? SILENCE : null;
      case 'escape':
        return this.#escapeDelay;
      case 'csi':
      case 'ss3':
        return this.#state.isLate ? LATE : this.#state.body === '' ? INTRODUCER_WAIT : SEQUENCE_WAIT;
      case 'string':
        return this.#state.isLate ? LATE : SILENCE;
      case 'console':
      case 'mouse':
      case 'paste':
        return SILENCE;
    }
  }

  /** What was waited for did not come. */
  #expire(): void {
    const at = this.#state;
    if (at.type === 'escape') {
      this.#state = GROUND;
      this.#out.push({type: 'escape'});
      if (at.isAlt) {
        this.#out.push({type: 'escape'});
      }
      this.#lateUntil = this.#now + LATE;
    } else if (at.type === 'ground') {
      this.#breakCharacter();
    } else if (at.type === 'paste') {
      this.#lostPasteUntil = this.#now + STALLED;
      this.#endPaste(at.buffer);
    } else {
      this.#abandon();
      if (at.type === 'string' && at.isEnding) {
        this.#out.push({type: 'escape'});
      }
    }
  }

  #read(byte: number, isLast: boolean): void {
    const late = this.#now < this.#lateUntil;
    this.#lateUntil = 0;
    switch (this.#state.type) {
      case 'ground':
        this.#readGround(byte, late);
        return;
      case 'escape':
        this.#readEscape(byte, this.#state.isAlt);
        return;
      case 'csi':
      case 'ss3':
        this.#readControl(byte, this.#state);
        return;
      case 'console':
        this.#emit({type: 'console', final: String.fromCharCode(byte)});
        return;
      case 'mouse':
        this.#readMouse(byte, this.#state.missing);
        return;
      case 'string':
        this.#readString(byte, this.#state);
        return;
      case 'paste':
        this.#readPaste(byte, isLast, this.#state.buffer);
        return;
    }
  }

  #readGround(byte: number, late: boolean): void {
    if (this.#missing > 0) {
      if ((byte & 0xc0) === 0x80) {
        this.#character.push(byte);
        this.#missing--;
        if (this.#missing === 0) {
          this.#endCharacter();
        }
        return;
      }
      this.#breakCharacter();
    }
    if (late && this.#enterLate(byte)) {
      return;
    }
    const isFeed = byte === LINE_FEED && this.#now - this.#returnAt <= LINE_BREAK;
    this.#returnAt = byte === RETURN ? this.#now : Number.NEGATIVE_INFINITY;
    if (isFeed) {
      return; // the other half of one line break
    }
    if (byte === ESC) {
      this.#out.flush();
      this.#enter({type: 'escape', isAlt: false});
    } else if (byte < 0x20 || byte === DELETE) {
      this.#out.control(byte);
    } else if (byte < 0x80) {
      this.#character = [byte];
      this.#endCharacter();
    } else if (byte < 0xa0) {
      this.#readC1(byte);
    } else {
      this.#character = [byte];
      const missing = bytesBehind(byte);
      if (missing === null) {
        this.#breakCharacter();
      } else {
        this.#missing = missing;
      }
    }
  }

  /** The rest of a sequence whose Escape was taken for the key. */
  #enterLate(byte: number): boolean {
    if (byte === BRACKET || byte === LETTER_O) {
      this.#enter({type: byte === BRACKET ? 'csi' : 'ss3', isAlt: false, isLate: true, body: ''});
      return true;
    }
    if (STRINGS.has(byte)) {
      this.#enterString(byte, true);
      return true;
    }
    return false;
  }

  /** A control of the upper half, as one byte or as a character (U+0080 to U+009F). */
  #readC1(code: number): void {
    this.#out.flush();
    this.#out.dropAlt();
    if (code === 0x9b || code === 0x8f) {
      this.#enter({type: code === 0x9b ? 'csi' : 'ss3', isAlt: false, isLate: false, body: ''});
    } else if (C1_STRINGS.has(code)) {
      this.#enterString(null, false);
    } else {
      this.#out.push({type: 'ignored'});
    }
  }

  #readEscape(byte: number, isAlt: boolean): void {
    if (byte === ESC) {
      if (isAlt) {
        this.#out.push({type: 'escape'});
      }
      this.#enter({type: 'escape', isAlt: true});
    } else if (byte === BRACKET || byte === LETTER_O) {
      this.#enter({type: byte === BRACKET ? 'csi' : 'ss3', isAlt, isLate: false, body: ''});
    } else {
      if (isAlt) {
        this.#out.push({type: 'escape'});
      }
      if (STRINGS.has(byte)) {
        this.#enterString(byte, false);
      } else {
        this.#state = GROUND;
        this.#out.expectAlt();
        this.#readGround(byte, false);
      }
    }
  }

  #readControl(byte: number, at: Extract<State, {type: 'csi' | 'ss3'}>): void {
    const {type, body, isAlt, isLate} = at;
    if (byte < 0x20 || byte >= DELETE) {
      this.#abandon();
      this.#readGround(byte, false);
      return;
    }
    const next = body + String.fromCharCode(byte);
    const isRxvtShift = type === 'csi' && byte === DOLLAR && /^\d+$/.test(body);
    if (byte < 0x40 && !isRxvtShift) {
      if (next.length > MAX_PARAMETERS) {
        this.#abandon();
      } else {
        this.#enter({...at, body: next});
      }
      return;
    }
    const isTyped = body === '' && byte !== LETTER_M && this.#now - this.#since > this.#escapeDelay; // a terminal sends both at once, fingers do not
    if (isLate && (isTyped || !canComeLate(type, next))) {
      this.#enter({...at, body: next});
      this.#abandon();
      return;
    }
    const final = next.slice(-1);
    if (type === 'csi' && body === '' && byte === LETTER_M) {
      this.#enter({type: 'mouse', missing: 3});
    } else if (type === 'csi' && body === '' && byte === BRACKET) {
      this.#enter({type: 'console'});
    } else if (type === 'csi' && final === '~' && body === '200') {
      this.#enter({type: 'paste', buffer: createPasteBuffer()});
    } else if (isLate && final !== 'I' && final !== 'O') {
      this.#emit({type: 'ignored'});
    } else {
      this.#emit({type, parameters: body, final, isAlt});
    }
  }

  /** Three bytes behind `ESC [ M`: the button and two coordinates, in any value but those of keys. */
  #readMouse(byte: number, missing: number): void {
    if (byte > 0 && byte < 0x20) {
      this.#emit({type: 'ignored'});
      this.#readGround(byte, false);
    } else if (missing === 1) {
      this.#emit({type: 'ignored'});
    } else {
      this.#enter({type: 'mouse', missing: missing - 1});
    }
  }

  #enterString(introducer: number | null, isLate: boolean): void {
    this.#enter({type: 'string', introducer, isLate, held: [], last: 0, isEnding: false});
  }

  #readString(byte: number, at: Extract<State, {type: 'string'}>): void {
    const {introducer, held, last, isEnding} = at;
    if (isEnding) {
      if (byte === 0x5c) {
        this.#emit(stringOf(at));
      } else {
        this.#abandon();
        this.#enter({type: 'escape', isAlt: false});
        this.#readEscape(byte, false);
      }
    } else if (byte === BEL || (byte === ST && (last < 0xc3 || last === 0xc2))) {
      this.#emit(stringOf(at));
    } else if (byte === ESC) {
      this.#enter({...at, isEnding: true});
    } else if (byte < 0x20 || byte === DELETE) {
      this.#abandon();
      this.#readGround(byte, false);
    } else if (held.length === 0 && introducer !== null && !begins(introducer, byte)) {
      this.#abandon();
      this.#readGround(byte, false);
    } else {
      this.#enter({...at, held: held.length < MAX_HELD ? [...held, byte] : held, last: byte});
    }
  }

  #readPaste(byte: number, isLast: boolean, buffer: PasteBuffer): void {
    if (byte === CTRL_C && isLast) {
      this.#endPaste(buffer); // the key: what is pasted goes on behind it, or has its end
      this.#out.control(byte);
      return;
    }
    const mark = buffer.push(byte);
    if (mark !== null) {
      this.#lostPasteUntil = 0;
      this.#endPaste(buffer);
      if (mark === 'start') {
        this.#enter({type: 'paste', buffer: createPasteBuffer()});
      }
    }
  }

  #endPaste(buffer: PasteBuffer): void {
    const {text, isCut} = buffer.take();
    this.#emit(text === '' ? {type: 'ignored'} : {type: 'paste', text, isCut});
  }

  /** Gives up what was begun: typed characters become that again, the rest of an answer is nothing. */
  #abandon(): void {
    const at = this.#state;
    this.#state = GROUND;
    if (at.type === 'csi' || at.type === 'ss3') {
      const introducer = at.type === 'csi' ? '[' : 'O';
      if (at.isLate) {
        this.#out.plain(introducer + at.body);
      } else if (at.body === '') {
        this.#out.push({type: 'text', text: introducer, isAlt: true});
      } else {
        this.#out.push({type: 'ignored'});
      }
    } else if (at.type === 'string') {
      this.#abandonString(at);
    } else {
      this.#out.push({type: 'ignored'});
    }
  }

  #abandonString({introducer, isLate, held}: Extract<State, {type: 'string'}>): void {
    const isTyped = introducer !== null && (isLate || held.length === 0 || AMBIGUOUS.has(introducer));
    if (!isTyped) {
      this.#out.push({type: 'ignored'});
      return;
    }
    const first = String.fromCharCode(introducer);
    if (isLate) {
      this.#out.plain(first);
    } else {
      this.#out.push({type: 'text', text: first, isAlt: true});
    }
    for (const byte of held) {
      this.#readGround(byte, false);
    }
  }

  #enter(next: State): void {
    if (this.#state.type === 'ground') {
      this.#out.flush();
    }
    this.#state = next;
  }

  #emit(sequence: Sequence): void {
    this.#state = GROUND;
    this.#out.push(sequence);
  }

  #endCharacter(): void {
    const [code = 0] = this.#character;
    const whole = code < 0x80 ? String.fromCharCode(code) : Buffer.from(this.#character).toString('utf8');
    const bytes = this.#character;
    this.#character = [];
    if (bytes.length === 2 && code === 0xc2 && (bytes[1] ?? 0) < 0xa0) {
      this.#readC1(bytes[1] ?? 0);
    } else {
      this.#out.character(whole);
    }
  }

  /** Bytes that are no UTF-8. */
  #breakCharacter(): void {
    this.#character = [];
    this.#missing = 0;
    this.#out.dropAlt();
    this.#out.plain('\ufffd');
  }
}

/** A string that has its end. */
function stringOf({introducer, held}: Extract<State, {type: 'string'}>): Sequence {
  return introducer === OSC && held.length < MAX_HELD
    ? {type: 'osc', text: String.fromCharCode(...held)}
    : {type: 'ignored'};
}

/** More lines in one read, or the end mark that was missed. */
function looksPasted(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1');
  return text.includes('\x1b[201~') || /[\r\n][^\r\n\x1b]/.test(text);
}
