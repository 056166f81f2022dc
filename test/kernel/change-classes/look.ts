import type { Namespace, Shown } from '../support/namespace.ts';

/** A link as iproute2 shows it, in every way that it has. */
export interface Look {
  readonly index: unknown;
  readonly ports: readonly unknown[];
  readonly link: Shown;
  /** What other commands show of it. */
  readonly more: readonly unknown[];
}

export function lookAt(ns: Namespace, name: string): Look {
  const all = json(ns, 'ip', '-d', 'link', 'show') as readonly Shown[];
  const link = all.find(({ ifname }) => ifname === name);
  if (link === undefined) throw new Error(`there is no ${name}`);
  const ports = all.filter(({ master }) => master === name).map(({ ifname }) => ifname);
  const text = JSON.stringify(link);
  const commands = [
    ...(/"info_(slave_)?kind":"bridge"/.test(text) ? [VLANS, VLAN_TUNNELS] : []),
    ...(text.includes('"info_slave_kind":"bridge"') ? [BRIDGE_PORT] : []),
    ...(/"vnifilter":true/.test(text) ? [VNIS] : []),
    ...(text.includes('"info_kind":"veth"') ? [TOKEN] : []),
  ];
  const more = commands.map(([command, ...words]) => json(ns, command, ...words, name));
  return { index: link['ifindex'], ports: ports.sort(), link, more };
}

const VLANS = ['bridge', 'vlan', 'show', 'dev'] as const;
const VLAN_TUNNELS = ['bridge', 'vlan', 'tunnelshow', 'dev'] as const;
const BRIDGE_PORT = ['bridge', '-d', 'link', 'show', 'dev'] as const;
const VNIS = ['bridge', 'vni', 'show', 'dev'] as const;
const TOKEN = ['ip', 'token', 'get', 'dev'] as const;

function json(ns: Namespace, command: string, ...args: readonly string[]): unknown {
  const { status, stdout, stderr } = ns.run(command, '-j', ...args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout.trim() === '' ? [] : JSON.parse(stdout);
}

/** What changes by itself, or follows from the carrier and from other links. */
const PASSING =
  /_timer$|^(ifindex|link_index|operstate|promiscuity|allmulti|qdisc|fdb_n_learned|seq_nr|topology_change|topology_change_detected|state|active_slave|ad_info|mii_status|ad_aggregator_id|ad_(actor|partner)_oper_port_state(_str)?|link_failure_count|perm_hwaddr)$/;
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
