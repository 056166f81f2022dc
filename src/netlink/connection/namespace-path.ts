/** The file of a network namespace: a name stands for one below /run/netns, as for ip-netns(8). */
export const netnsPath = (netns: string): string => (netns.includes('/') ? netns : `/run/netns/${netns}`);

/** The file of a network namespace; without a name of one's own. */
export const namespaceFile = (netns: string | undefined): string =>
  netns === undefined ? '/proc/self/ns/net' : netnsPath(netns);
