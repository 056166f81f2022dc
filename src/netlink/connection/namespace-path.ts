/** The file of a network namespace. A name stands for a file below /run/netns, as in ip-netns(8). */
export const netnsPath = (netns: string): string => (netns.includes('/') ? netns : `/run/netns/${netns}`);

/** The file of a network namespace; without a name of one's own. */
export const namespaceFile = (netns: string | undefined): string =>
  netns === undefined ? '/proc/self/ns/net' : netnsPath(netns);
