import type { Value } from '../../../model/index.ts';
import { NetlinkError, readSysctl, type SysctlKey, writeSysctl } from '../../../netlink/index.ts';
import type { Call, Kernel } from '../../room.ts';

/**
 * An order that gives a setting a value.
 * @param before what has to be waited for first
 */
export const sysctlCall = (
  key: SysctlKey,
  value: Value | undefined,
  before?: (kernel: Kernel) => Promise<void>,
): Call => ({
  text: `sysctl ${key.join('.')}=${String(value)}`,
  async run(kernel) {
    await before?.(kernel);
    writeSysctl(key, String(value), kernel.netns);
  },
});

/** The value of a setting as a number; undefined if this kernel has no such setting, or if the value is no number. */
export function sysctlNumber(key: SysctlKey, netns: string | undefined): number | undefined {
  try {
    const text = readSysctl(key, netns);
    return /^-?[0-9]+$/.test(text) ? Number(text) : undefined;
  } catch (error) {
    if (error instanceof NetlinkError) return undefined;
    throw error;
  }
}
