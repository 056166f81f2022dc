import { childOf, entryOf, itemsOf, type Node } from '../node.ts';
import { at, type Device, isText, isYes, parametersOf, type Say } from './devices.ts';

/** Values that netplan treats as absent, by section (`*`: any) and path (`*`: any key). */
const DROPPED: readonly (readonly [section: string, path: readonly string[]])[] = [
  ...[
    'packets-per-member',
    'packets-per-slave',
    'resend-igmp',
    'gratuitous-arp',
    'gratuitious-arp',
    'min-links',
  ].map((key) => ['bonds', ['parameters', key]] as const),
  ...['all-members-active', 'all-slaves-active'].map((key) => ['bonds', ['parameters', key]] as const),
  ['bridges', ['parameters', 'priority']],
  ['bridges', ['parameters', 'port-priority', '*']],
  ['tunnels', ['ttl']],
  ['tunnels', ['port']],
  ['tunnels', ['mark']],
  ['tunnels', ['peers', '*', 'keepalive']],
  ['*', ['ipv6-privacy']],
  ['*', ['routing-policy', '*', 'mark']],
];
const NOTHING = /^(0+|false|off|no|n)$/i;

function dropped({ section, entry }: Device, say: Say): void {
  for (const [of, path] of DROPPED) {
    if (of !== '*' && of !== section) continue;
    for (const node of allAt(entry.value, path)) {
      if (!isText(node, NOTHING) || node.kind !== 'scalar') continue;
      const key = path.findLast((one) => one !== '*') ?? '';
      say(
        node,
        `netplan leaves "${key}: ${node.text}" out, as if it were not said; nlapply sets it`,
        'leave the key out to keep what netplan did',
      );
    }
  }
}

/** All nodes at a path, in which `*` stands for any key or entry. */
function allAt(node: Node | undefined, [key, ...rest]: readonly string[]): readonly Node[] {
  if (node === undefined) return [];
  if (key === undefined) return [node];
  if (key !== '*') return allAt(childOf(node, key), rest);
  const all = node.kind === 'map' ? node.entries.map(({ value }) => value) : itemsOf(node);
  return all.flatMap((one) => allAt(one, rest));
}

function spanningTree(device: Device, say: Say): void {
  const parameters = device.section === 'bridges' ? parametersOf(device) : undefined;
  if (parameters === undefined || childOf(parameters, 'stp') !== undefined) return;
  const { text } = device.entry.key;
  say(
    parameters,
    `netplan turns the spanning tree protocol on for "${text}", because there are "parameters"; nlapply does not`,
    'write "stp: true" to keep it',
  );
}

/** networkd lets ports of bridges have no link-local address (netplan: LinkLocalAddressing=no); those of bonds never have one. */
function linkLocalOfPorts({ section, entry }: Device, say: Say, devices: readonly Device[]): void {
  if (section !== 'bridges') return;
  for (const port of itemsOf(childOf(entry.value, 'interfaces'))) {
    const own = devices.find((device) => port.kind === 'scalar' && device.entry.key.text === port.text);
    if (own === undefined || hasNoLinkLocal(own)) continue;
    const { text } = own.entry.key;
    say(
      port,
      `netplan lets "${text}" have no link-local address, because it is a port of "${entry.key.text}"; nlapply leaves it what the kernel gives it`,
      `write "link-local: []" for "${text}"`,
    );
  }
}

function hasNoLinkLocal({ entry }: Device): boolean {
  const families = childOf(entry.value, 'link-local');
  return families?.kind === 'seq' && !itemsOf(families).some((family) => isText(family, /^ipv6$/i));
}

/** Keys for which netplan writes a .link file, which always sets wake-on-LAN. */
const OF_LINK_FILES = ['set-name', 'mtu', 'macaddress', 'wakeonlan'];

function wakeOnLan({ section, entry }: Device, say: Say): void {
  if (section !== 'ethernets' || childOf(entry.value, 'wakeonlan') !== undefined) return;
  const key = OF_LINK_FILES.map((name) => entryOf(entry.value, name)?.key).find((one) => one !== undefined);
  if (key === undefined) return;
  say(
    key,
    `because of "${key.text}" netplan turns wake-on-LAN off for "${entry.key.text}"; nlapply leaves it as it is`,
    'write "wakeonlan: false" to keep it off',
  );
}

function renderer({ entry }: Device, say: Say): void {
  const node = childOf(entry.value, 'renderer');
  if (node === undefined || !isText(node, /^networkmanager$/i)) return;
  say(
    node,
    `netplan hands "${entry.key.text}" to NetworkManager; nlapply configures it itself`,
    'let NetworkManager leave it alone ("unmanaged")',
  );
}

function routerAdvertisements({ section, entry }: Device, say: Say): void {
  const node = at(entry.value, 'accept-ra');
  if (section !== 'ethernets' || !isYes(node) || node === undefined) return;
  say(
    node,
    `networkd takes router advertisements for "${entry.key.text}" itself, with their name servers; nlapply leaves them to the kernel, which takes addresses and routes`,
  );
}

/** Each check is given a device of the merged files, and all of them. */
export const MEANINGS: readonly ((device: Device, say: Say, devices: readonly Device[]) => void)[] = [
  dropped,
  spanningTree,
  linkLocalOfPorts,
  wakeOnLan,
  renderer,
  routerAdvertisements,
];
