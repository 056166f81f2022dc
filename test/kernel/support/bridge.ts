import type { Namespace, Shown } from './namespace.ts';

interface ShownVlan {
  readonly vlan: number;
  readonly vlanEnd?: number;
  readonly flags?: readonly string[];
}

/** VLANs as `bridge vlan` shows them: `10 PVID Egress Untagged`, `20-29`. */
export function vlansOf(ns: Namespace, name: string): readonly string[] {
  const [found] = JSON.parse(ns.sh(`bridge -j -compressvlans vlan show dev ${name}`)) as {
    vlans: readonly ShownVlan[];
  }[];
  return (found?.vlans ?? []).map(({ vlan, vlanEnd, flags = [] }) =>
    [vlanEnd === undefined ? `${vlan}` : `${vlan}-${vlanEnd}`, ...flags].join(' '),
  );
}

/** VNIs of a port's VLANs as `bridge vlan tunnelshow` shows them: `10:1010`, `20-29:1020-1029`. */
export function tunnelsOf(ns: Namespace, name: string): readonly string[] {
  const [found] = JSON.parse(ns.sh(`bridge -j -compressvlans vlan tunnelshow dev ${name}`)) as {
    tunnels: readonly { vlan: number; vlanEnd?: number; tunid: number; tunidEnd?: number }[];
  }[];
  return (found?.tunnels ?? [])
    .filter(({ tunid }) => tunid > 0)
    .map(({ vlan, vlanEnd, tunid, tunidEnd }) => `${range(vlan, vlanEnd)}:${range(tunid, tunidEnd)}`);
}

const range = (from: number, to: number | undefined): string =>
  to === undefined ? `${from}` : `${from}-${to}`;

/** A port as `bridge -d link` shows it. */
export function bridgePortOf(ns: Namespace, name: string): Shown {
  const [found] = JSON.parse(ns.sh(`bridge -j -d link show dev ${name}`)) as Shown[];
  return found ?? {};
}
