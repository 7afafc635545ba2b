import {
  colourTheme,
  createPainter,
  monochromeTheme,
  type Role,
  type Theme,
} from '../../components/theme/theme.ts';
import {builtInTheme} from '../../components/theme/themes.ts';

/** The sequences by which the themes that natter comes with switch colours and styles on and off. */
export const OWN_SEQUENCES: ReadonlySet<string> = new Set(themes().flatMap(sequencesOf));

function themes(): Theme[] {
  const built = (['dark', 'light'] as const).flatMap(background =>
    ['dark', 'light', 'high-contrast', 'none'].map(name =>
      builtInTheme(name, {auto: colourTheme, background}),
    ),
  );
  return [colourTheme, monochromeTheme, ...built.filter(theme => theme !== null)];
}

function sequencesOf(theme: Theme): string[] {
  const painter = createPainter(theme);
  const roles = Object.keys(theme.styles) as Role[];
  const people = Array.from({length: 64}, (_, index) => painter.paintPerson(String(index), 'x'));
  return [...roles.map(role => painter.paint(role, 'x')), ...people].flatMap(
    painted => painted.match(/\x1b\[[\d;]*m/g) ?? [],
  );
}
