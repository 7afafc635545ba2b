/** Where natter listens unless it is told otherwise. */
export const DEFAULT_PORT = 4242;
/** All interfaces, IPv4 and IPv6; the transport falls back to IPv4 alone where there is no IPv6. */
export const DEFAULT_HOST = '::';
