/** Texts by groups: functions that make them, each called when its group is first asked for. */
type TextGroups<T extends Readonly<Record<string, () => object>>> = {
  readonly [Name in keyof T]: ReturnType<T[Name]>;
};

/** Creates the texts of an area. Making all of them takes milliseconds, and a start needs few. */
export function textGroups<T extends Readonly<Record<string, () => object>>>(makers: T): TextGroups<T> {
  const groups = {};
  for (const [name, make] of Object.entries(makers)) {
    Object.defineProperty(groups, name, {
      get() {
        const value = make();
        Object.defineProperty(groups, name, {value, enumerable: true});
        return value;
      },
      enumerable: true,
      configurable: true,
    });
  }
  return groups as TextGroups<T>;
}
