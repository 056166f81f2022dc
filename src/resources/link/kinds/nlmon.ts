import { linkKind } from '../kind.ts';

/** A netlink monitor: packet captures on it show the netlink messages of its namespace. */
export const nlmon = linkKind('nlmon', () => ({}));
