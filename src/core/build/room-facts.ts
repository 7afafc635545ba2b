import type {ConversationId} from '../../lib/ids.ts';
import {storedText} from '../../lib/text/safe-text.ts';
import type {RoomView} from '../api/api.ts';
import type {RoomFacts} from '../conversations/conversations.ts';
import {levelName} from '../rooms/act-view.ts';
import {MESH_MEMBERS} from '../rooms/neighbours.ts';
import type {Rooms} from '../rooms/rooms.ts';
import type {Base} from './base.ts';

/** What conversations ask of rooms. */
export function roomFacts({self}: Base, parts: () => Rooms): RoomFacts {
  function view(id: ConversationId): RoomView | null {
    const rooms = parts();
    const row = rooms.row(id);
    if (row === null) {
      return null;
    }
    const {name, topic, history, state} = row;
    const isMesh = rooms.others(id).length < MESH_MEMBERS;
    const usual = isMesh ? 'all' : 'mentions';
    const own = rooms.level(id, self.key);
    const staff = rooms.others(id).flatMap(key => {
      const level = rooms.level(id, key);
      return level > 1 ? [{key, level: levelName(level) ?? 'member'}] : [];
    });
    return {
      ...{name: storedText(name), topic: storedText(topic), history, state, staff},
      notify: row.notify === 'usual' ? usual : row.notify,
      level: levelName(own),
      here: rooms.here(id).filter(key => rooms.level(id, key) > 0),
      missing: rooms.missing(id),
    };
  }

  return {
    participants: id => parts().others(id),
    authors: id => parts().authors(id),
    view,
    receipts: (id, epoch, sequence) => parts().delivery.receipts(id, epoch, sequence),
    state: (id, epoch, sequence) => parts().delivery.state(id, epoch, sequence),
  };
}
