import type { Step } from '../../model/index.ts';
import { QDISC, qdiscIn } from '../../model/language/qdiscs/qdisc.ts';
import type { NetlinkError } from '../../netlink/index.ts';
import { isCall, type Order } from '../../resources/room.ts';

/** What a message is about: one of several disciplines. */
function kindOf(order: Order | undefined): { readonly kind: string } | undefined {
  const value: object = order === undefined || isCall(order) ? {} : order.value;
  return 'kind' in value && typeof value.kind === 'string' ? { kind: value.kind } : undefined;
}

/** What helps if the kernel refuses the queueing discipline of a link. */
export function qdiscHint({ after }: Step, { code }: NetlinkError, order?: Order): string | undefined {
  const { kind } = kindOf(order) ?? ((after?.type === 'link' && qdiscIn(after.attributes[QDISC])) || {});
  if (kind === undefined) return undefined;
  if (code === 'ENOENT')
    return `this kernel has no queueing discipline ${kind}: load its module (modprobe sch_${kind}), or boot a kernel that is built with CONFIG_NET_SCH_${kind.toUpperCase()}`;
  // mq_init
  if (code === 'EOPNOTSUPP' && kind === 'mq')
    return 'mq is for devices with several transmit queues; a virtual device has as many as "transmit-queues" says';
  return code === 'EINVAL' ? `an option may not go with another one: see tc-${kind}(8)` : undefined;
}
