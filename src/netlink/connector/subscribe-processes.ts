import { openListener } from '../connection/listener.ts';
import { NetlinkError } from '../connection/netlink-error.ts';
import type { Overrun } from '../connection/subscribe.ts';
import { type Datagram, Subscription } from '../connection/subscription.ts';
import { CN_IDX, CN_VAL_PROC } from '../constants/connector.ts';
import { NETLINK } from '../constants/families.ts';
import type { NativeSocket } from '../native.ts';
import { type ConnectorOptions, readKernels, sendConnectorMessage } from './connector-socket.ts';
import { type ProcessEvent, readProcessEvent } from './process-event.ts';

/** A process event as it arrives. */
export type ProcessNotification = ProcessEvent & { readonly overrun?: undefined };

/** enum proc_cn_mcast_op */
const OPERATION = { LISTEN: 1, IGNORE: 2 };

/** What becomes of processes. Before Linux 6.6 the kernel counts listeners: closing tells it that one is gone. */
class ProcessSubscription extends Subscription<ProcessNotification | Overrun> {
  readonly #socket: NativeSocket;
  #listening = false;

  constructor(socket: NativeSocket, portId: number) {
    super(socket, portId, {
      read: (datagram) => readProcesses(datagram, portId),
      lost: () => ({ overrun: true }),
    });
    this.#socket = socket;
  }

  listen(): void {
    ask(this.#socket, this.portId, OPERATION.LISTEN);
    this.#listening = true;
  }

  override close(): void {
    if (this.#listening) {
      this.#listening = false;
      try {
        ask(this.#socket, this.portId, OPERATION.IGNORE);
      } catch {
        // The kernel goes on sending to nobody.
      }
    }
    super.close();
  }
}

/**
 * Subscribes to what processes do: they fork, execute, change their ids, exit. Needs CAP_NET_ADMIN, the initial namespaces
 * and a kernel with CONFIG_PROC_EVENTS. A refusal (EPERM) arrives as an error of the iteration.
 * @throws NetlinkError ECONNREFUSED in a network namespace that is not the initial one; EPERM
 */
export function subscribeProcesses(
  options: Omit<ConnectorOptions, 'groups'> = {},
): Subscription<ProcessNotification | Overrun> {
  const { socket, portId } = openListener({ ...options, groups: [CN_IDX.PROC], family: NETLINK.CONNECTOR });
  const events = new ProcessSubscription(socket, portId);
  try {
    events.listen();
  } catch (error) {
    events.close();
    throw error;
  }
  return events;
}

function ask(socket: NativeSocket, seq: number, operation: number): void {
  const data = new Uint8Array(Uint32Array.of(operation).buffer);
  sendConnectorMessage(socket, { idx: CN_IDX.PROC, val: CN_VAL_PROC, seq, ack: 0, flags: 0, data });
}

/** cn_proc_ack answers to the whole group, with the sequence number of the request. */
function readProcesses(datagram: Datagram, seq: number): ProcessNotification[] {
  const events: ProcessNotification[] = [];
  for (const message of readKernels(datagram)) {
    if (message.idx !== CN_IDX.PROC) continue;
    const event = readProcessEvent(message.data);
    if (typeof event === 'object') events.push(event);
    else if (event !== undefined && event !== 0 && message.seq === seq)
      throw new NetlinkError({ errno: event, reason: 'no process events' });
  }
  return events;
}
