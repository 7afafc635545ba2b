import {deviceKey, peerKey} from '../../../lib/ids.ts';
import type {Database, DeviceRow} from '../../types.ts';
import type {Connection} from '../connection.ts';

/** The table of the devices that peers linked with. */
export type DeviceTable = Pick<Database, 'device' | 'personOf' | 'saveDevice'>;

/** Prepares its statements. */
export function createDeviceTable(connection: Connection): DeviceTable {
  const ofPerson = connection.prepare<
    [string],
    Omit<DeviceRow, 'person' | 'device'> & {readonly device: string}
  >(
    `SELECT lower(hex(device)) AS device, list, lower(hex(list_hash)) AS listHash, kind
     FROM devices WHERE person = unhex(?)`,
  );
  const ofDevice = connection
    .prepare<[string], string>('SELECT lower(hex(person)) FROM devices WHERE device = unhex(?)')
    .pluck();
  const save = connection.prepare<[string, string, number, string, number]>(
    `INSERT INTO devices (person, device, list, list_hash, kind) VALUES (unhex(?), unhex(?), ?, unhex(?), ?)
     ON CONFLICT (person) DO UPDATE SET device = excluded.device, list = excluded.list,
       list_hash = excluded.list_hash, kind = excluded.kind`,
  );
  return {
    device(person) {
      const known = ofPerson.get(person);
      return known === undefined ? null : {person, ...known, device: deviceKey(known.device)};
    },
    personOf(device) {
      const person = ofDevice.get(device);
      return person === undefined ? null : peerKey(person);
    },
    saveDevice({person, device, list, listHash, kind}) {
      save.run(person, device, list, listHash, kind);
    },
  };
}
