import type { Shown } from '../support/namespace.ts';
import type { Shell } from '../support/shell.ts';

/** A link as iproute2 shows it, in every way that it has. */
export interface Look {
  readonly index: unknown;
  readonly ports: readonly string[];
  readonly link: Shown;
  /** What other commands show of it. */
  readonly more: readonly unknown[];
}

export async function lookAt(shell: Shell, name: string): Promise<Look> {
  const [all = []] = (await shown(shell, ['ip -j -d link show'])) as readonly (readonly Shown[])[];
  const link = all.find(({ ifname }) => ifname === name);
  if (link === undefined) throw new Error(`there is no ${name}`);
  const ports = all.filter(({ master }) => master === name).map(({ ifname }) => String(ifname));
  const text = JSON.stringify(link);
  const commands = COMMANDS.flatMap(([where, command]) => (where.test(text) ? `${command} ${name}` : []));
  return { index: link['ifindex'], ports: ports.sort(), link, more: await shown(shell, commands) };
}

/** Links that other commands show more of. */
const COMMANDS: readonly (readonly [where: RegExp, command: string])[] = [
  [/"info_(slave_)?kind":"bridge"/, 'bridge -j vlan show dev'],
  [/"info_(slave_)?kind":"bridge"/, 'bridge -j vlan tunnelshow dev'],
  [/"info_slave_kind":"bridge"/, 'bridge -j -d link show dev'],
  [/"vnifilter":true/, 'bridge -j vni show dev'],
  [/"info_kind":"veth"/, 'ip -j token get dev'],
];

/** What commands print, parsed; some print nothing where there is nothing. */
async function shown(shell: Shell, commands: readonly string[]): Promise<readonly unknown[]> {
  if (commands.length === 0) return [];
  const texts = (await shell.run(commands.join(' && echo , && '))).split(/^,$/m);
  return texts.map((text) => (text.trim() === '' ? [] : JSON.parse(text)));
}

/** What changes by itself, or follows from the carrier and from other links. */
const PASSING =
  /_timer$|^(ifindex|link_index|operstate|promiscuity|allmulti|qdisc|fdb_n_learned|mcast_n_groups|seq_nr|topology_change|topology_change_detected|state|active_slave|ad_info|mii_status|ad_aggregator_id|ad_(actor|partner)_oper_port_state(_str)?|link_failure_count|perm_hwaddr)$/;
/** What no two links share. */
const OWN = /^(address|permaddr|root_id|bridge_id|designated_root|designated_bridge|no|id)$/;
const OF_CARRIER = new Set(['LOWER_UP', 'NO-CARRIER', 'M-DOWN']);

/** What two looks at a link are compared by; `anew`: of a link that was made anew since. */
export function looks({ link, more }: Look, anew: boolean): unknown {
  const text = JSON.stringify([link, more], (key, value: unknown) => {
    if (PASSING.test(key) || (anew && OWN.test(key))) return undefined;
    return key === 'flags' && Array.isArray(value) ? value.filter((flag) => !OF_CARRIER.has(flag)) : value;
  });
  return JSON.parse(text);
}
