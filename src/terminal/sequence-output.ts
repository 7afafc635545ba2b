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

/** Collects sequences: characters that follow each other become one text. */
export class SequenceOutput {
  #sequences: Sequence[] = [];
  #text = '';
  #isAltNext = false;

  /** An Escape stood right before what comes next. */
  expectAlt(): void {
    this.#isAltNext = true;
  }

  dropAlt(): void {
    this.#isAltNext = false;
  }

  push(sequence: Sequence): void {
    this.flush();
    this.#sequences.push(sequence);
  }

  control(code: number): void {
    this.push({type: 'control', code, isAlt: this.#isAltNext});
    this.#isAltNext = false;
  }

  character(text: string): void {
    if (this.#isAltNext) {
      this.#isAltNext = false;
      this.push({type: 'text', text, isAlt: true});
    } else {
      this.#text += text;
    }
  }

  /** Characters before which no Escape counts. */
  plain(text: string): void {
    this.#text += text;
  }

  flush(): void {
    if (this.#text !== '') {
      this.#sequences.push({type: 'text', text: this.#text, isAlt: false});
      this.#text = '';
    }
  }

  /** All since this was asked last. */
  take(): readonly Sequence[] {
    this.flush();
    const taken = this.#sequences;
    this.#sequences = [];
    return taken;
  }
}
