import type Sqlite from 'better-sqlite3-multiple-ciphers';

type Statement = ReturnType<Sqlite['prepare']>;
type Uses = Pick<Statement, 'run' | 'get' | 'all' | 'iterate'>;

/**
 * Lets a connection prepare statements when they are first used. There are some two hundred, of which a start needs
 * few. What is wrong with one is thrown by that use.
 */
export function prepareLate(connection: Sqlite): void {
  const prepare = connection.prepare.bind(connection);
  connection.prepare = (source: string) => new LateStatement(() => prepare(source)) as Statement as never;
}

/** Once it is prepared its calls go to the statement itself. */
class LateStatement implements Statement {
  readonly #prepare: () => Statement;
  #form: 'pluck' | 'raw' | null = null;

  run: Uses['run'] = (...parameters) => this.#open().run(...parameters);
  get: Uses['get'] = (...parameters) => this.#open().get(...parameters);
  all: Uses['all'] = (...parameters) => this.#open().all(...parameters);
  iterate: Uses['iterate'] = (...parameters) => this.#open().iterate(...parameters);

  constructor(prepare: () => Statement) {
    this.#prepare = prepare;
  }

  pluck(): this {
    this.#form = 'pluck';
    return this;
  }

  raw(): this {
    this.#form = 'raw';
    return this;
  }

  #open(): Uses {
    const statement = this.#prepare();
    if (this.#form !== null) {
      statement[this.#form]();
    }
    this.run = statement.run.bind(statement);
    this.get = statement.get.bind(statement);
    this.all = statement.all.bind(statement);
    this.iterate = statement.iterate.bind(statement);
    return this;
  }
}
