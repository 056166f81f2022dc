import { loadAddon } from './addon.ts';
import { netnsPath } from './connection/namespace-path.ts';
import { fromSystemError } from './connection/netlink-error.ts';

/** A setting below /proc/sys, as the parts of its name: the name of a link may contain dots. */
export type SysctlKey = readonly string[];

/**
 * Reads a setting, as text without the newline. Each network namespace has its own settings below `net`.
 * @param netns a name below /run/netns or the path of its file; default: that of the process
 * @throws NetlinkError ENOENT if there is no setting of this name, or any other error of reading it
 */
export function readSysctl(key: SysctlKey, netns?: string): string {
  try {
    return loadAddon().readSysctl(pathOf(netns), fileOf(key)).trimEnd();
  } catch (error) {
    throw fromSystemError(error, `cannot read ${key.join('.')}`);
  }
}

/**
 * Writes a setting.
 * @throws NetlinkError that names the setting, and never the value
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
