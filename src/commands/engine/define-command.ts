import type {CommandContext, CommandDefinition, Parameter} from './types.ts';

type Values<P extends readonly Parameter<unknown>[]> = {
  readonly [I in keyof P]: P[I] extends Parameter<infer T> ? T : never;
};

/** What a command file writes down. */
type Declaration<P extends readonly Parameter<unknown>[]> = {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly parameters: P;
  readonly summary: string;
  readonly execute: (context: CommandContext, ...values: Values<P>) => Promise<void> | void;
};

/** Makes a command; the arguments of `execute` have the types that its parameters parse to. */
export function defineCommand<const P extends readonly Parameter<unknown>[]>(
  declaration: Declaration<P>,
): CommandDefinition {
  return {
    aliases: [],
    ...declaration,
    async execute(context, values) {
      // The values come from `parseArguments`, which made one for each parameter.
      await declaration.execute(context, ...(values as Values<P>));
    },
  };
}
