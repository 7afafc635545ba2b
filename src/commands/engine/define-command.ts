import type {CommandContext, CommandDefinition, Parameter, StayingContext} from './types.ts';

type Values<P extends readonly Parameter<unknown>[]> = {
  readonly [I in keyof P]: P[I] extends Parameter<infer T> ? T : never;
};

/** What a command file writes down. */
type Declaration<P extends readonly Parameter<unknown>[], R extends boolean> = {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly parameters: P;
  readonly summary: string;
  /** Without it, `execute` cannot change where the next input goes. */
  readonly redirects?: R;
  readonly execute: (
    context: R extends true ? CommandContext : StayingContext,
    ...values: Values<P>
  ) => Promise<void> | void;
};

/** Creates a command; the arguments of `execute` have the types that its parameters parse to. */
export function defineCommand<const P extends readonly Parameter<unknown>[], R extends boolean = false>(
  declaration: Declaration<P, R>,
): CommandDefinition {
  return {
    aliases: [],
    redirects: false,
    ...declaration,
    async execute(context, values) {
      // The values come from `parseArguments`, which made one for each parameter; the context has all of the view.
      await declaration.execute(context as never, ...(values as Values<P>));
    },
  };
}
