// Lists the generic netlink families of this kernel: node examples/netlink/generic-families.mjs
import { openGeneric } from 'nlapply/netlink';

const socket = openGeneric();
for (const { id, name, version, operations, groups } of await socket.families()) {
  const heard = groups.size === 0 ? '' : `, groups ${[...groups.keys()].join(' ')}`;
  console.log(`${id} ${name} version ${version}: ${operations.size} commands${heard}`);
}
socket.close();
