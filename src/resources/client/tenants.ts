import { readNames } from '../../inputs/files.ts';
import { spoil } from '../../inputs/recording.ts';
import { inodeOf, isMachines } from '../namespace.ts';
import { environmentOf, sessionOf } from '../process.ts';
import { textOf } from '../quiet-reads.ts';
import { MARK } from './remains.ts';

/** Programs that have the name of their link on the command line. */
const ON_COMMAND_LINE: ReadonlySet<string> = new Set(['dhclient', 'dhcpcd', 'udhcpc', 'udhcpc6', 'pump']);

/** Managers that keep files about the links that they manage, by index, and the pattern for a managed one. */
const WRITTEN_DOWN = [
  { name: 'systemd-networkd', directory: '/run/systemd/netif/links', sign: /^NETWORK_FILE=./m },
  { name: 'NetworkManager', directory: '/run/NetworkManager/devices', sign: /^managed=true/m },
] as const;

/**
 * Returns a function that says who besides us configures a link of the namespace. The processes are searched once, at
 * its first call.
 */
export function tenantsOf(
  netns: string | undefined,
): (link: { readonly name: string; readonly index?: number }) => readonly string[] {
  let others: readonly (readonly [string, readonly string[]])[] | undefined;
  return ({ name, index }) => {
    others ??= othersIn(netns);
    const found = others.filter(([, words]) => words.includes(name)).map(([program]) => program);
    const managers = !isMachines(netns)
      ? []
      : WRITTEN_DOWN.filter(({ directory, sign }) => sign.test(textOf(`${directory}/${index ?? ''}`)));
    return [...new Set([...found, ...managers.map((manager) => manager.name)])];
  };
}

/** Programs running in the namespace that are not ours, with the words of their command lines. */
function othersIn(netns: string | undefined): (readonly [string, readonly string[]])[] {
  const own = inodeOf(netns);
  spoil('processes are looked through');
  return readNames('/proc').flatMap((pid) => {
    if (!/^[0-9]+$/.test(pid)) return [];
    const program = textOf(`/proc/${pid}/comm`).trim();
    if (!ON_COMMAND_LINE.has(program) || !isIn(pid, own)) return [];
    // A title like `dhcpcd: eth0 [ip4]` overwrites the command line, and the environment after it (setproctitle).
    return isOurs(Number(pid)) ? [] : [[program, textOf(`/proc/${pid}/cmdline`).split(/[\0 ]/)] as const];
  });
}

/** Ours have our mark, or the leader of their session has it, or they belong to a unit of ours. */
const isOurs = (pid: number): boolean =>
  [pid, sessionOf(pid) ?? pid].some(isMarked) || textOf(`/proc/${pid}/cgroup`).includes('/nlapply-client@');

const isMarked = (pid: number): boolean => environmentOf(pid).some((one) => one.startsWith(`${MARK}=`));

function isIn(pid: string, inode: number): boolean {
  try {
    return inodeOf(`/proc/${pid}/ns/net`) === inode;
  } catch {
    return false;
  }
}
