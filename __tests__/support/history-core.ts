import type {Core, EntryView, HistoryPage, Query, QueryResult} from '../../src/core/api/api.ts';
import {compareOrder} from '../../src/lib/order.ts';

/** Answers history queries from a list in display order, like the database does. */
export function answerHistory(
  entries: readonly EntryView[],
  query: Extract<Query, {type: 'history' | 'history-after'}>,
): HistoryPage {
  const {limit} = query;
  if (query.type === 'history') {
    const {before} = query;
    const older = before === null ? entries : entries.filter(({order}) => compareOrder(order, before) < 0);
    return {entries: older.slice(-limit), more: older.length > limit};
  }
  const newer = entries.filter(({order}) => compareOrder(order, query.after) > 0);
  return {entries: newer.slice(0, limit), more: newer.length > limit};
}

/** The query half of a core over a list of entries; queries wait until `answer` is called. */
export type SlowHistory = Pick<Core, 'query'> & {
  readonly asked: readonly Query[];
  /** Answers everything asked so far, in order. */
  readonly answer: () => Promise<void>;
};

export function slowHistory(entries: () => readonly EntryView[]): SlowHistory {
  const asked: Query[] = [];
  const waiting: (() => void)[] = [];
  return {
    asked,
    query<Q extends Query>(query: Q): Promise<QueryResult[Q['type']]> {
      asked.push(query);
      return new Promise((resolve, reject) => {
        waiting.push(() => {
          if (query.type === 'history' || query.type === 'history-after') {
            resolve(answerHistory(entries(), query) as QueryResult[Q['type']]);
          } else {
            reject(new Error('only history is asked here'));
          }
        });
      });
    },
    async answer() {
      await settled();
      for (const answer of waiting.splice(0)) {
        answer();
      }
      await settled();
    },
  };
}

/** Lets everything that waits for nothing but its turn happen. */
export function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
