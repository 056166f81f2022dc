/** Attributes of a device, a peer and an allowed address: what is read and written by hand, for there may be thousands. */
export const WGDEVICE_A = { PRIVATE_KEY: 3, LISTEN_PORT: 6, FWMARK: 7, PEERS: 8 } as const;
export const WGPEER_A = {
  PUBLIC_KEY: 1,
  PRESHARED_KEY: 2,
  FLAGS: 3,
  ENDPOINT: 4,
  PERSISTENT_KEEPALIVE_INTERVAL: 5,
  LAST_HANDSHAKE_TIME: 6,
  ALLOWEDIPS: 9,
} as const;
export const WGALLOWEDIP_A = { FAMILY: 1, IPADDR: 2, CIDR_MASK: 3 } as const;
