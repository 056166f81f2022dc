import { loadAddon } from './addon.ts';
import { netnsPath } from './connection/namespace-path.ts';
import { fromSystemError } from './connection/netlink-error.ts';

/** A setting below /proc/sys, by its parts: a link's name may hold dots. */
export type SysctlKey = readonly string[];

/**
 * A setting as text, without the line's end. Those below `net` are a network namespace's own.
 * @param netns a name below /run/netns or the path of its file; default: one's own
 * @throws NetlinkError ENOENT: there is none of this name; what else reading it says
 */
export function readSysctl(key: SysctlKey, netns?: string): string {
  try {
    return loadAddon().readSysctl(pathOf(netns), fileOf(key)).trimEnd();
  } catch (error) {
    throw fromSystemError(error, `cannot read ${key.join('.')}`);
  }
}

/**
 * Gives a setting another value.
 * @throws NetlinkError that says which setting, and never the value
 */
export function writeSysctl(key: SysctlKey, value: string, netns?: string): void {
  try {
    loadAddon().writeSysctl(pathOf(netns), fileOf(key), value);
  } catch (error) {
    throw fromSystemError(error, `cannot set ${key.join('.')}`);
  }
}

const pathOf = (netns: string | undefined): string | null => (netns === undefined ? null : netnsPath(netns));

const fileOf = (key: SysctlKey): string => `/proc/sys/${key.join('/')}`;
