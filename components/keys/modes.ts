import {createStore} from 'zustand/vanilla';

/**
 * How near to its reader a mode stands. Of each level one is on at most: one that begins takes the place of the other,
 * such as one page of another. Whatever their order of coming, a lock stands before everything.
 */
export const LEVEL = {
  chat: 0,
  /** A place in the log is visited. */
  visit: 1,
  /** What is typed is a reply or an edit. */
  compose: 2,
  /** Something of the chat is being chosen. */
  choose: 3,
  /** A question about what was chosen. */
  ask: 4,
  /** Something stands in the place of the log. */
  page: 5,
  /** The first key of a chord was pressed. */
  leader: 6,
  /** Something stands in the place of the whole screen. */
  welcome: 7,
  tooSmall: 8,
  secret: 9,
  lock: 10,
} as const;

/** Where typed text goes in a mode: on to the mode below, into a field of the mode, nowhere. */
export type TextWay = 'below' | 'field' | 'none';

/** A mode of the input, and what is so whenever it is on. `S` is what it knows then. */
export type ModeKind<S> = {
  readonly name: string;
  readonly level: number;
  /** Nobody sees the log. */
  readonly coversLog: boolean;
  /** With `none` single characters are keys, and the command bar shows that it takes nothing. */
  readonly text: TextWay;
  /** What the empty command bar says while text does not go there. */
  readonly note?: string;
  /** What the mode knows is of this type: never there at run time. */
  readonly knows?: (state: S) => void;
};

/** A mode that is on. */
export type Layer = {readonly kind: ModeKind<never>; readonly state: unknown};

/** The modes that are on, the one below all others first. */
export type ModeStack = readonly Layer[];

/** The modes of one screen. */
export type Modes = {
  readonly getState: () => ModeStack;
  readonly subscribe: (listener: () => void) => () => void;
  /** What a mode knows; null while it is off. */
  readonly stateOf: <S>(kind: ModeKind<S>) => S | null;
  /** Begins a mode, or gives it another state. */
  readonly enter: <S>(kind: ModeKind<S>, state: S) => void;
  /** Changes what a mode knows, if it is on. */
  readonly change: <S>(kind: ModeKind<S>, change: (state: S) => S) => void;
  readonly leave: (...kinds: readonly Pick<ModeKind<never>, 'name'>[]) => void;
};

/** Creates the modes of a screen with nothing but the chat. */
export function createModes(chat: ModeKind<null>): Modes {
  const store = createStore<ModeStack>()(() => [{kind: chat, state: null}]);

  function enter<S>(kind: ModeKind<S>, state: S): void {
    const others = store.getState().filter(layer => layer.kind.level !== kind.level);
    const stack = [...others, {kind: kind as ModeKind<never>, state}];
    store.setState(
      stack.sort((one, other) => one.kind.level - other.kind.level),
      true,
    );
  }

  function stateOf<S>(kind: ModeKind<S>): S | null {
    const layer = store.getState().find(({kind: {name}}) => name === kind.name);
    return layer === undefined ? null : (layer.state as S);
  }

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    stateOf,
    enter,
    change(kind, change) {
      const stack = store.getState();
      const at = stack.findIndex(({kind: {name}}) => name === kind.name);
      const layer = stack[at];
      if (layer !== undefined) {
        store.setState(stack.with(at, {...layer, state: change(layer.state as never)}), true);
      }
    },
    leave(...kinds) {
      const left = kinds.map(({name}) => name);
      const stack = store.getState();
      if (stack.some(({kind: {name}}) => left.includes(name))) {
        store.setState(
          stack.filter(({kind: {name}}) => !left.includes(name)),
          true,
        );
      }
    },
  };
}

/** Nobody sees the log: the one place that knows. */
export function coversLog(stack: ModeStack): boolean {
  return stack.some(({kind}) => kind.coversLog);
}

/** The mode that keeps text from the command bar; null if text goes there. */
export function textCatcher(stack: ModeStack): ModeKind<never> | null {
  return stack.findLast(({kind}) => kind.text !== 'below' && kind.level !== LEVEL.chat)?.kind ?? null;
}

/** Nothing but the chat is on. */
export function isChatAlone(stack: ModeStack): boolean {
  return stack.every(({kind}) => kind.level <= LEVEL.visit);
}
