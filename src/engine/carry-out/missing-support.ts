import type { Step } from '../../model/index.ts';
import type { NetlinkError } from '../../netlink/index.ts';
import { KERNEL_SUPPORT, optionsFor } from '../../resources/link/kernel-support.ts';

/** The message of rtnl_newlink for a kind that no driver has registered. */
const UNKNOWN_KIND = 'Unknown device type';

/** What to do if the kernel does not know a kind of link, or an option of a kind that it knows. */
export function missingSupport({ action, after, changes }: Step, error: NetlinkError): string | undefined {
  if (after?.type !== 'link' || error.code !== 'EOPNOTSUPP') return undefined;
  const said = error.extack?.message;
  const makes = action === 'create' || action === 'replace';
  const names = makes ? Object.keys(after.attributes) : changes.map(({ attribute }) => attribute);
  const options = optionsFor(names);
  // Kernels before 4.16 give no message, and newer ones mostly give none for an unknown option.
  const isUnknown = said === undefined ? options.length === 0 : said.includes(UNKNOWN_KIND);
  if (makes && isUnknown) return missingKind(after.kind);
  if (options.length === 0) return undefined;
  return `this kernel may be built without ${options.map((option) => `CONFIG_${option}`).join(', ')}`;
}

function missingKind(kind: string): string | undefined {
  const support = KERNEL_SUPPORT[kind];
  if (support === undefined) return undefined;
  const { module, option } = support;
  return `this kernel has no links of the kind ${kind}: load its module (modprobe ${module}), or boot a kernel that is built with CONFIG_${option}`;
}
