import {lazy} from '../lazy.ts';
import {EMOJI_TABLE} from './emoji-table.ts';

/** What people take most; they come first. */
const FAVOURITES =
  '👍 ❤️ 😂 🎉 👀 🙏 👎 😄 😢 😮 😡 🤔 ✅ ❌ 🔥 🚀 💯 😍 😊 😉 😎 🙂 🙃 🤣 😅 😭 😱 🥳 🤯 😴 🤷 🤦 👏 🙌 💪 👋 🤝 ✌️ 🤞 👌 ☕ 🍺 🍕 🎂 ⭐ ✨ 💡 🐛 🔒 ⚠️ ❓ ❗ 💔 💚 💙 🌍 ☀️ 🌧️ 🐱 🐶';

/** An emoji; its names and the words about it, each behind a space, since what is looked for is their beginning. */
type Emoji = {readonly emoji: string; readonly names: readonly string[]; readonly words: string};

/** All there are, and what each name stands for. */
const known = lazy(() => {
  const all = new Map<string, Emoji>();
  const byName = new Map<string, string>();
  for (const line of EMOJI_TABLE.trimEnd().split('\n')) {
    const [codes = '', ...words] = line.split(' ');
    const emoji = String.fromCodePoint(...codes.split('-').map(code => Number.parseInt(code, 16)));
    const names = words.filter(word => !word.startsWith('~'));
    for (const name of names) {
      byName.set(name, emoji);
    }
    const about = words.map(word => word.replace('~', '').replaceAll('_', ' '));
    all.set(emoji, {emoji, names, words: ` ${about.join(' ')}`});
  }
  const first = FAVOURITES.split(' ').flatMap(emoji => all.get(emoji) ?? []);
  return {byName, list: [...new Set([...first, ...all.values()])]};
});

/** The emoji that has a name such as `smile`, in any case; null if none has. */
export function emojiNamed(name: string): string | null {
  return known().byName.get(name.toLowerCase()) ?? null;
}

/**
 * The emoji that have a word beginning with each of the words typed: the one that is called so first, then those whose name
 * begins so, and of each kind the commonest. All there are if nothing was typed.
 */
export function findEmoji(typed: string): readonly string[] {
  const wanted = typed
    .toLowerCase()
    .split(/[\s_]+/)
    .filter(Boolean);
  const begun = wanted.join('_');
  const called = emojiNamed(begun);
  const rank = ({emoji, names}: Emoji) =>
    emoji === called ? 0 : names.some(name => name.startsWith(begun)) ? 1 : 2;
  return known()
    .list.filter(({words}) => wanted.every(word => words.includes(` ${word}`)))
    .sort((one, other) => rank(one) - rank(other))
    .map(({emoji}) => emoji);
}
