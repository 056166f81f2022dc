// Lists the links of this machine with their addresses: node examples/netlink/list-links.mjs [NETNS]
import { formatAddress, IF_OPER, openRoute } from 'nlapply/netlink';

const [netns] = process.argv.slice(2);
const socket = openRoute(netns === undefined ? {} : { netns });
const states = Object.entries(IF_OPER);

const links = await socket.links.list();
const addresses = await socket.addresses.list();
socket.close();

for (const { index, name, mtu, operstate, address, linkinfo } of links) {
  const state = states.find(([, value]) => value === operstate)?.[0].toLowerCase();
  console.log(`${index}: ${name} ${linkinfo?.kind ?? ''} ${state} mtu ${mtu} ${address}`);
  for (const ip of addresses.filter((one) => one.index === index)) {
    console.log(`     ${formatAddress(ip.local ?? ip.address ?? '')}/${ip.prefixlen}`);
  }
}
