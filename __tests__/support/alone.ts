/**
 * Part of the environment of every natter that a test starts: it sends nothing to a real network, and cannot begin with
 * the public nodes of the hash table even where a test switches that on.
 */
export const ALONE = {NATTER_NO_DHT: '1', NATTER_NO_LAN: '1', NATTER_TEST: '1'} as const;
