import {conversationId} from '../../../lib/conversation.ts';
import type {Database} from '../../types.ts';
import type {Connection} from '../connection.ts';

/** The table of what was typed and not sent. */
export type DraftTable = Pick<Database, 'drafts' | 'saveDraft'>;

/** Prepares its statements. */
export function createDraftTable(connection: Connection): DraftTable {
  const all = connection.prepare<[], {conversation: string; text: string}>(
    'SELECT conversation, text FROM drafts ORDER BY conversation',
  );
  const save = connection.prepare<[string, string]>(
    'INSERT INTO drafts VALUES (?, ?) ON CONFLICT DO UPDATE SET text = excluded.text',
  );
  const remove = connection.prepare<[string]>('DELETE FROM drafts WHERE conversation = ?');
  return {
    drafts: () =>
      all.all().map(({conversation, text}) => ({conversation: conversationId(conversation), text})),
    saveDraft(conversation, text) {
      if (text === '') {
        remove.run(conversation);
      } else {
        save.run(conversation, text);
      }
    },
  };
}
