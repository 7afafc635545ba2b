import {inputTexts} from '../../src/lib/texts/input.ts';

/** Colours of the terminal's own palette, by their SGR codes: its owner has made them readable. */
const PALETTE = {
  ...{black: 30, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, white: 37, grey: 90},
  ...{'bright-red': 91, 'bright-green': 92, 'bright-yellow': 93, 'bright-blue': 94},
  ...{'bright-magenta': 95, 'bright-cyan': 96, 'bright-white': 97},
} as const;

/** One of the terminal's own colours, one of the 256 that terminals share, or 24 bits as `#rrggbb`. */
export type Colour = keyof typeof PALETTE | number | `#${string}`;

export type Style = {
  readonly colour?: Colour;
  readonly background?: Colour;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
  readonly italic?: boolean;
};

/** What a piece of text is on the screen; a theme says how that looks. */
export type Role =
  | 'text'
  | 'faint'
  | 'title'
  | 'border'
  | 'section'
  | 'selected'
  | 'online'
  | 'connecting'
  | 'unread'
  | 'request'
  | 'time'
  | 'self'
  | 'delivered'
  | 'day'
  | 'new'
  | 'found'
  | 'notice'
  | 'error'
  | 'alarm'
  | 'status'
  | 'prompt'
  | 'hint'
  | 'link'
  /** What an author marked: *strong*, _emphasis_, `snippet`. */
  | 'strong'
  | 'emphasis'
  | 'snippet'
  | 'mention'
  /** A QR code, which cameras read only dark on light. */
  | 'code';

export type Theme = {
  readonly name: string;
  readonly styles: Readonly<Record<Role, Style>>;
  /** Colours that tell senders apart. */
  readonly people: readonly Style[];
};

/** For terminals of 16 colours: what is not their own black on white, or white on black, may not be readable there. */
export const colourTheme: Theme = {
  get name() {
    return inputTexts.settings.fewColours;
  },
  styles: {
    text: {},
    faint: {},
    title: {bold: true},
    border: {},
    section: {bold: true},
    selected: {inverse: true},
    online: {},
    connecting: {},
    unread: {bold: true, colour: 'cyan'},
    request: {bold: true, colour: 'cyan'},
    time: {},
    self: {bold: true},
    delivered: {},
    day: {},
    new: {colour: 'cyan'},
    found: {inverse: true},
    notice: {},
    error: {bold: true, colour: 'red'},
    alarm: {inverse: true, bold: true, colour: 'red'},
    status: {},
    prompt: {bold: true},
    hint: {},
    link: {underline: true},
    strong: {bold: true},
    emphasis: {italic: true},
    snippet: {},
    mention: {bold: true, inverse: true},
    code: {colour: 16, background: 231},
  },
  people: [{colour: 'green'}, {colour: 'magenta'}, {colour: 'yellow'}, {colour: 'blue'}],
};

/** Without any colour, for NO_COLOR and terminals that have none. */
export const monochromeTheme: Theme = {
  get name() {
    return inputTexts.settings.themes.none;
  },
  styles: {
    ...mapStyles(colourTheme.styles, ({colour: _, background: __, ...style}) => style),
    code: {inverse: true}, // most terminals are dark
  },
  people: [{}],
};

/** Wraps text into the codes of a style. Text must not have codes of its own. */
export type Painter = {
  readonly paint: (role: Role, text: string) => string;
  /**
   * Paints a name so that the same key always looks the same. Among others, none of whom is to look like them, it is the
   * next colour where somebody before them has theirs, as long as there are enough.
   */
  readonly paintPerson: (key: string, text: string, among?: readonly string[]) => string;
  /** Makes painted text lead to an address that `linkTarget` made; absent where the terminal knows no links. */
  readonly link?: (target: string, painted: string) => string;
};

/** Creates the painter of a theme. Every painted piece ends with the codes that switch its style off again. */
export function createPainter(theme: Theme, {hasLinks = false}: {readonly hasLinks?: boolean} = {}): Painter {
  const count = theme.people.length;
  const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

  function placeOf(key: string, among: readonly string[] | undefined): number {
    if (among === undefined || among.length > count) {
      return hash(key) % count;
    }
    const known = places.get(among) ?? placesAmong(among, count);
    places.set(among, known);
    return known.get(key) ?? hash(key) % count;
  }

  return {
    ...(hasLinks ? {link} : {}),
    paint: (role, text) => apply(theme.styles[role], text),
    paintPerson: (key, text, among) => apply(theme.people[placeOf(key, among)] ?? {}, text),
  };
}

function placesAmong(keys: readonly string[], count: number): ReadonlyMap<string, number> {
  const taken = new Set<number>();
  return new Map(
    Array.from(new Set(keys), key => {
      let place = hash(key) % count;
      while (taken.has(place)) {
        place = (place + 1) % count;
      }
      taken.add(place);
      return [key, place];
    }),
  );
}

/** OSC 8, as terminals agree on it: what does not know it shows the text alone. */
function link(target: string, painted: string): string {
  return `\x1b]8;;${target}\x07${painted}\x1b]8;;\x07`;
}

/** Whether a value is a colour. */
export function isColour(value: unknown): value is Colour {
  return typeof value === 'number'
    ? Number.isInteger(value) && value >= 0 && value <= 255
    : typeof value === 'string' && (Object.hasOwn(PALETTE, value) || /^#[\da-f]{6}$/i.test(value));
}

/** The codes that choose a colour for what is written, or 10 more for what is behind it. */
function codesOf(colour: Colour, behind: 0 | 10): string {
  if (typeof colour === 'number') {
    return `${38 + behind};5;${colour}`;
  }
  if (!colour.startsWith('#')) {
    return String(PALETTE[colour as keyof typeof PALETTE] + behind);
  }
  const parts = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16));
  return `${38 + behind};2;${parts.join(';')}`;
}

function apply(style: Style, text: string): string {
  if (text === '') {
    return text;
  }
  const open: (number | string)[] = [];
  const close: (number | string)[] = [];
  if (style.bold) {
    open.push(1);
    close.push(22);
  } else if (style.dim) {
    open.push(2);
    close.push(22);
  }
  if (style.inverse) {
    open.push(7);
    close.push(27);
  }
  if (style.italic) {
    open.push(3);
    close.push(23);
  }
  if (style.underline) {
    open.push(4);
    close.push(24);
  }
  if (style.colour !== undefined) {
    open.push(codesOf(style.colour, 0));
    close.push(39);
  }
  if (style.background !== undefined) {
    open.push(codesOf(style.background, 10));
    close.push(49);
  }
  return open.length === 0 ? text : sgr(open) + text + sgr(close);
}

function sgr(codes: readonly (number | string)[]): string {
  return codes.map(code => `\x1b[${code}m`).join('');
}

function hash(key: string): number {
  let value = 0;
  for (const character of key.slice(0, 16)) {
    value = (value * 31 + character.charCodeAt(0)) >>> 0;
  }
  return value;
}

function mapStyles(
  styles: Readonly<Record<Role, Style>>,
  change: (style: Style) => Style,
): Readonly<Record<Role, Style>> {
  const entries = Object.entries(styles).map(([role, style]) => [role, change(style)]);
  return Object.fromEntries(entries) as Readonly<Record<Role, Style>>;
}
