import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type Attrs,
  address,
  CAN_CTRLMODE,
  CAN_STATE,
  IFA_F,
  IFF,
  inetDiag,
  inetDiagRequest,
  kinds,
  link,
  MACSEC_CMD,
  macsec,
  NLM_F,
  NTF,
  NUD,
  neighbour,
  nexthop,
  portKinds,
  RT_SCOPE,
  RT_TABLE,
  RTM,
  RTM_F,
  RTN,
  RTNH_F,
  RTNLGRP,
  RTPROT,
  route,
  rule,
  SOCK_DIAG,
  struct,
  TCP_STATE,
  TEAM_CMD,
  type Type,
  team,
  tunnel,
  vlanDb,
  WG_CMD,
  WGPEER_F,
  wireguard,
} from '../../../src/netlink/index.ts';
import { metrics } from '../../../src/netlink/route/route.ts';

/** The attributes of a nest's table. */
function attrsOf(type: Type<unknown>): Attrs {
  assert.ok(type.shape.is === 'attributes');
  return type.shape.attrs;
}

/** Names here that are not the kernel's in camel case. */
const OTHER: Readonly<Record<string, string>> = {
  IFLA_NAME: 'IFLA_IFNAME',
  IFLA_ALIAS: 'IFLA_IFALIAS',
  IFLA_ALT_NAMES: 'IFLA_PROP_LIST',
  IFLA_ALT_NAME: 'IFLA_ALT_IFNAME',
  IFLA_NETKIT_PEER: 'IFLA_NETKIT_PEER_INFO',
  IFLA_DSA_CONDUIT: 'IFLA_DSA_MASTER',
};

const upper = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

const ids = (prefix: string, attrs: Attrs): [name: string, id: number][] =>
  Object.entries(attrs).map(([key, [id]]) => {
    const name = `${prefix}${upper(key)}`;
    return [OTHER[name] ?? name.replace('SIXRD', '6RD'), id];
  });

const values = (prefix: string, table: Readonly<Record<string, number>>): [name: string, value: number][] =>
  Object.entries(table).map(([name, value]) => [`${prefix}${name}`, value]);

const numbers = new Map<string, number>([
  ...ids('IFLA_', link.attrs),
  ...ids('IFA_', address.attrs),
  ...ids('RTA_', route.attrs),
  ...ids('RTAX_', attrsOf(metrics)),
  ...ids('FRA_', rule.attrs),
  ...ids('NDA_', neighbour.attrs),
  ...ids('NHA_', nexthop.attrs),
  ...ids('IFLA_BR_', attrsOf(kinds.bridge)),
  ...ids('IFLA_BRPORT_', attrsOf(portKinds.bridge)),
  ...ids('IFLA_BOND_', attrsOf(kinds.bond)),
  ...ids('IFLA_BOND_SLAVE_', attrsOf(portKinds.bond)),
  ...ids('IFLA_MACVLAN_', attrsOf(kinds.macvlan)),
  ...ids('IFLA_VXLAN_', attrsOf(kinds.vxlan)),
  ...ids('IFLA_VLAN_', attrsOf(kinds.vlan)),
  ...ids('IFLA_GRE_', attrsOf(kinds.gre)),
  ...ids('IFLA_IPTUN_', attrsOf(kinds.sit)),
  ...ids('IFLA_IPTUN_', attrsOf(kinds.ip6tnl)),
  ...ids('IFLA_VTI_', attrsOf(kinds.vti)),
  ...ids('IFLA_GENEVE_', attrsOf(kinds.geneve)),
  ...ids('IFLA_IPVLAN_', attrsOf(kinds.ipvlan)),
  ...ids('IFLA_VRF_', attrsOf(kinds.vrf)),
  ...ids('IFLA_XFRM_', attrsOf(kinds.xfrm)),
  ...ids('IFLA_MACSEC_', attrsOf(kinds.macsec)),
  ...ids('IFLA_HSR_', attrsOf(kinds.hsr)),
  ...ids('IFLA_TUN_', attrsOf(kinds.tun)),
  ...ids('IFLA_BAREUDP_', attrsOf(kinds.bareudp)),
  ...ids('IFLA_NETKIT_', attrsOf(kinds.netkit)),
  ...ids('IFLA_AMT_', attrsOf(kinds.amt)),
  ...ids('IFLA_GTP_', attrsOf(kinds.gtp)),
  ...ids('IFLA_RMNET_', attrsOf(kinds.rmnet)),
  ...ids('IFLA_WWAN_', attrsOf(kinds.wwan)),
  ...ids('IFLA_CAN_', attrsOf(kinds.can)),
  ...ids('WGDEVICE_A_', wireguard.attrs),
  ...ids('MACSEC_ATTR_', macsec.attrs),
  ...ids('TEAM_ATTR_', team.attrs),
  ...ids('INET_DIAG_', inetDiag.attrs),
  ...values('', SOCK_DIAG),
  ...values('TCP_', TCP_STATE),
  ...values('WG_CMD_', WG_CMD),
  ...values('WGPEER_F_', WGPEER_F),
  ...values('MACSEC_CMD_', MACSEC_CMD),
  ...values('TEAM_CMD_', TEAM_CMD),
  ...values('CAN_CTRLMODE_', CAN_CTRLMODE),
  ...values('CAN_STATE_', CAN_STATE),
  ...values('RTM_', RTM),
  ...values('RTNLGRP_', RTNLGRP),
  ...values('RTM_F_', RTM_F),
  ...values('RTNH_F_', RTNH_F),
  ...values('RT_SCOPE_', RT_SCOPE),
  ...values('RT_TABLE_', RT_TABLE),
  ...values('RTN_', RTN),
  ...values('RTPROT_', RTPROT),
  ...values('NUD_', NUD),
  ...values('NTF_', NTF),
  ...values('NLM_F_', NLM_F),
  ...values('IFF_', IFF),
  ...values('IFA_F_', IFA_F),
  ['sizeof(struct ifinfomsg)', struct(link.header).size],
  ['sizeof(struct ifaddrmsg)', struct(address.header).size],
  ['sizeof(struct rtmsg)', struct(route.header).size],
  ['sizeof(struct fib_rule_hdr)', struct(rule.header).size],
  ['sizeof(struct ndmsg)', struct(neighbour.header).size],
  ['sizeof(struct nhmsg)', struct(nexthop.header).size],
  ['sizeof(struct br_vlan_msg)', struct(vlanDb.header).size],
  ['sizeof(struct inet_diag_req_v2)', struct(inetDiagRequest.header).size],
  ['sizeof(struct inet_diag_msg)', struct(inetDiag.header).size],
  ['sizeof(struct tunnel_msg)', struct(tunnel.header).size],
]);

const INCLUDES =
  'stdio netinet/tcp linux/sock_diag linux/inet_diag linux/if_link linux/if_addr linux/if linux/rtnetlink linux/fib_rules linux/neighbour linux/nexthop linux/if_tunnel linux/if_bridge linux/wireguard linux/if_macsec linux/if_team linux/can/netlink linux/amt linux/wwan';

/** What a C program with the headers of this system says of a list of names; those it does not know are left out. */
function askCompiler(names: readonly string[]): ReadonlyMap<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'nlapply-headers-'));
  try {
    const [source, program] = [join(folder, 'ids.c'), join(folder, 'ids')];
    const includes = INCLUDES.split(' ').map((header) => `#include <${header}.h>\n`);
    const compile = (known: readonly string[]): string => {
      const lines = known.map((name) => `printf("%s %ld\\n", "${name}", (long)(${name}));\n`);
      writeFileSync(source, `${includes.join('')}int main(void) {\n${lines.join('')}}\n`);
      return spawnSync('gcc', ['-fmax-errors=0', '-o', program, source], { encoding: 'utf8' }).stderr;
    };
    // Older headers lack the newest names: the first compilation tells which.
    const lacking = new Set(
      [...compile(names).matchAll(/[‘'](\w+)[’'] undeclared/g)].map(([, name]) => name),
    );
    compile(names.filter((name) => !lacking.has(name)));
    const lines = execFileSync(program, { encoding: 'utf8' }).trim().split('\n');
    return new Map(
      lines.map((line) => /^(.*) (-?\d+)$/.exec(line)).map((m) => [m?.[1] ?? '', Number(m?.[2])]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const noCompiler = spawnSync('gcc', ['--version']).status !== 0;

test("ids, flags and struct sizes are those of the system's kernel headers", {
  skip: noCompiler && 'there is no gcc',
}, (t) => {
  const theirs = askCompiler([...numbers.keys()]);
  for (const [name, value] of theirs) assert.equal(numbers.get(name), value, name);
  const lacking = [...numbers.keys()].filter((name) => !theirs.has(name));
  t.diagnostic(`${theirs.size} numbers compared; not in these headers: ${lacking.join(' ')}`);
  assert.ok(theirs.size > 500, `${theirs.size} names are known to the headers`);
});
