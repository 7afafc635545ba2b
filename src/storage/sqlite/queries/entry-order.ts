import type {Order} from '../../../lib/order.ts';

/** The place of an entry in its conversation. */
export type Place = Order;
