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
  const all = (await shown(shell, ['ip -j -d link show'])) as readonly Shown[];
  const link = all.find(({ ifname }) => ifname === name);
  if (link === undefined) throw new Error(`there is no ${name}`);
  const ports = all.filter(({ master }) => master === name).map(({ ifname }) => String(ifname));
  const text = JSON.stringify(link);
  const commands = COMMANDS.flatMap(({ of, tool, asks }) =>
    of.test(text) ? `${tool} -batch - <<'END'\n${asks.map((ask) => `${ask} ${name}`).join('\n')}\nEND` : [],
  );
  return { index: link['ifindex'], ports: ports.sort(), link, more: await shown(shell, commands) };
}

/** Links that other commands show more of; one process for all that it can tell. */
const COMMANDS: readonly { readonly of: RegExp; readonly tool: string; readonly asks: readonly string[] }[] =
  [
    {
      of: /"info_(slave_)?kind":"bridge"/,
      tool: 'bridge -j',
      asks: ['vlan show dev', 'vlan tunnelshow dev'],
    },
    { of: /"info_slave_kind":"bridge"/, tool: 'bridge -j -d', asks: ['link show dev'] },
    { of: /"vnifilter":true/, tool: 'bridge -j', asks: ['vni show dev'] },
    { of: /"info_kind":"veth"/, tool: 'ip -j', asks: ['token get dev'] },
  ];

/** What commands print, line by line, parsed; some print nothing where there is nothing. */
async function shown(shell: Shell, commands: readonly string[]): Promise<readonly unknown[]> {
  if (commands.length === 0) return [];
  const lines = (await shell.run(commands.join('\n'))).split('\n');
  return lines.flatMap((line) => (line.trim() === '' ? [] : JSON.parse(line)));
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
