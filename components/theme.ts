/** A colour of the terminal's own palette, so that every colour scheme stays readable. */
export type Colour = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'grey';

export type Style = {
  readonly colour?: Colour;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
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
  | 'notice'
  | 'error'
  | 'alarm'
  | 'status'
  | 'prompt'
  | 'hint';

export type Theme = {
  readonly name: string;
  readonly styles: Readonly<Record<Role, Style>>;
  /** Colours that tell senders apart. */
  readonly people: readonly Style[];
};

/** For terminals with colours, dark or light. */
export const colourTheme: Theme = {
  name: 'colour',
  styles: {
    text: {},
    faint: {dim: true},
    title: {bold: true},
    border: {dim: true},
    section: {dim: true},
    selected: {inverse: true},
    online: {colour: 'green'},
    connecting: {colour: 'yellow'},
    unread: {bold: true, colour: 'yellow'},
    request: {bold: true, colour: 'magenta'},
    time: {dim: true},
    self: {bold: true},
    delivered: {dim: true},
    day: {dim: true},
    new: {colour: 'red'},
    notice: {dim: true},
    error: {colour: 'red'},
    alarm: {inverse: true, bold: true, colour: 'red'},
    status: {inverse: true},
    prompt: {bold: true},
    hint: {dim: true},
  },
  people: [{colour: 'cyan'}, {colour: 'magenta'}, {colour: 'green'}, {colour: 'blue'}, {colour: 'yellow'}],
};

/** Without any colour, for NO_COLOR and terminals that have none. */
export const monochromeTheme: Theme = {
  name: 'monochrome',
  styles: mapStyles(colourTheme.styles, ({colour: _, ...style}) => style),
  people: [{}],
};

/** The theme that the environment asks for: NO_COLOR set to anything (no-color.org), or a dumb terminal. */
export function themeFor(environment: {
  readonly NO_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
}): Theme {
  const noColour = environment.NO_COLOR ?? '';
  return noColour !== '' || environment.TERM === 'dumb' ? monochromeTheme : colourTheme;
}

/** Wraps text into the codes of a style. Text must not have codes of its own. */
export type Painter = {
  readonly paint: (role: Role, text: string) => string;
  /** Paints a name so that the same key always looks the same. */
  readonly paintPerson: (key: string, text: string) => string;
};

/** Makes the painter of a theme. Every painted piece ends with the codes that switch its style off again. */
export function createPainter(theme: Theme): Painter {
  return {
    paint: (role, text) => apply(theme.styles[role], text),
    paintPerson: (key, text) => apply(theme.people[hash(key) % theme.people.length] ?? {}, text),
  };
}

const COLOURS: Readonly<Record<Colour, number>> = {
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
  grey: 90,
};

function apply(style: Style, text: string): string {
  if (text === '') {
    return text;
  }
  const open: number[] = [];
  const close: number[] = [];
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
  if (style.colour !== undefined) {
    open.push(COLOURS[style.colour]);
    close.push(39);
  }
  return open.length === 0 ? text : sgr(open) + text + sgr(close);
}

function sgr(codes: readonly number[]): string {
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
