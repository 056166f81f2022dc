/** Message types of NETLINK_CRYPTO (CRYPTO_MSG_*, linux/cryptouser.h). */
export const CRYPTO_MSG = {
  CRYPTO_MSG_NEWALG: 16,
  CRYPTO_MSG_DELALG: 17,
  CRYPTO_MSG_UPDATEALG: 18,
  CRYPTO_MSG_GETALG: 19,
  CRYPTO_MSG_DELRNG: 20,
} as const;
