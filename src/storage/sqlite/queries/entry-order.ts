import {compareOrder, type Order} from '../../../lib/order.ts';

/** The place of an entry in its conversation. */
export type Place = Order;

/** The later of two places. */
export function laterPlace(first: Place | null, second: Place): Place {
  return first !== null && compareOrder(first, second) > 0 ? first : second;
}
