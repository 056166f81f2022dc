import type { FouPort, Step } from '../../model/index.ts';
import { AF, changeFouPort, FOU_ENCAP, type FouPortMessage, parseAddress } from '../../netlink/index.ts';
import { indexFor } from '../of-machine.ts';
import type { Call, LinkIndex, Order } from '../room.ts';

/** Nothing of a port can be changed: it is closed, and opened again. */
export function fouOrders({ before, after }: Step, links: LinkIndex): Order[] {
  return [
    ...(before?.type === 'fou' ? [order('DEL', before, place(before, links))] : []),
    ...(after?.type === 'fou' ? [order('ADD', after, whole(after, links))] : []),
  ];
}

const order = (command: 'ADD' | 'DEL', { port }: FouPort, value: FouPortMessage): Call => ({
  text: `FOU_CMD_${command} ${port}`,
  run: (kernel) => changeFouPort(kernel.generic(), command, value),
});

/** What identifies a port. */
function place({ family, port, link, local, peer, peerPort }: FouPort, links: LinkIndex): FouPortMessage {
  const [localKey, peerKey] =
    family === 4 ? (['localV4', 'peerV4'] as const) : (['localV6', 'peerV6'] as const);
  return {
    af: family === 4 ? AF.INET : AF.INET6,
    port,
    ...(local !== null && { [localKey]: parseAddress(local) }),
    ...(peer !== null && { [peerKey]: parseAddress(peer) }),
    ...(peerPort !== null && { peerPort }),
    ...(link !== null && { ifindex: indexFor(link, links) }),
  };
}

const whole = (port: FouPort, links: LinkIndex): FouPortMessage => ({
  ...place(port, links),
  type: port.encapsulation === 'gue' ? FOU_ENCAP.GUE : FOU_ENCAP.DIRECT,
  ...(port.ipProtocol !== null && { ipproto: port.ipProtocol }),
  ...(port.wholeChecksums === true && { remcsumNopartial: true }),
});
