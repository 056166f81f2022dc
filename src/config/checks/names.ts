import { Buffer } from 'node:buffer';
import type { Context } from '../context.ts';
import { type Draft, finalName } from '../draft.ts';

/** IFNAMSIZ - 1 */
const LONGEST_NAME = 15;

/** Names with another meaning below /proc/sys/net/ipv4/conf (devinet_sysctl_register) or in /sys/class/net. */
const RESERVED = new Set(['all', 'default', 'bonding_masters']);

/** Reports interface names that the kernel refuses (dev_valid_name), and names given to two devices. */
export function checkNames(context: Context): void {
  const { devices, reporter } = context;
  let anyRenamed = false;
  for (const draft of devices) {
    anyRenamed ||= draft.setName !== undefined;
    const fault = nameFault(draft);
    const span = draft.setName?.span ?? draft.key;
    if (fault !== undefined) reporter.error('wrong-name', span, fault);
  }
  // Ids alone are known to be different already.
  if (anyRenamed) checkTwins(context);
}

function checkTwins({ devices, reporter }: Context): void {
  const owners = new Map<string, Draft>();
  for (const draft of devices) {
    const name = finalName(draft);
    const twin = owners.get(name);
    if (twin === undefined) owners.set(name, draft);
    else {
      // The one that has the name from set-name is blamed.
      const [blamed, other] = draft.setName === undefined ? [twin, draft] : [draft, twin];
      const related = { message: `"${other.id}" has it`, span: other.setName?.span ?? other.key };
      const message = `two devices cannot both be named "${name}"`;
      reporter.error('duplicate-name', blamed.setName?.span ?? blamed.key, message, { related });
    }
  }
}

function nameFault(draft: Draft): string | undefined {
  const name = finalName(draft);
  // With `match` and without `set-name` the id is only a label, not a name.
  if (draft.kind === 'physical' && draft.match !== undefined && draft.setName === undefined) return undefined;
  const made = draft.kind !== 'physical' || draft.setName !== undefined;
  const shown = JSON.stringify(name);
  const bytes = Buffer.byteLength(name);
  if (bytes > LONGEST_NAME)
    return `an interface name has at most ${LONGEST_NAME} bytes, ${shown} has ${bytes}`;
  if (/[/:\s]/.test(name))
    return `an interface name cannot contain a slash, a colon or a space, ${shown} does`;
  if (name === '.' || name === '..') return `${shown} cannot be an interface name`;
  if (made && name.includes('%'))
    return `an interface name cannot contain a %, which the kernel would put a number for: ${shown}`;
  if (made && (RESERVED.has(name) || name === 'lo'))
    return `${shown} cannot be given to a device: the name has a meaning of its own`;
  return name === '' && draft.setName !== undefined ? 'an interface name cannot be empty' : undefined;
}
