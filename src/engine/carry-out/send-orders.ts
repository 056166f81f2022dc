import { NlapplyError } from '../../model/index.ts';
import { NetlinkError, type Request } from '../../netlink/index.ts';
import { type Call, isCall, type Kernel, type Order } from '../../resources/room.ts';
import type { Refusal } from './failure.ts';

/** The kernel, and a function to call with each action that does not go over netlink. */
export interface TracedKernel extends Kernel {
  readonly trace?: ((line: string) => void) | undefined;
}

/** Sends orders, many requests at a time; a call waits for those before it. Returns the errors by the index of the order. */
export async function sendAll(
  orders: readonly Order[],
  kernel: TracedKernel,
): Promise<ReadonlyMap<number, Refusal>> {
  if (!orders.some(isCall)) return kernel.route.batch(orders as readonly Request[]);
  const errors = new Map<number, Refusal>();
  for (let at = 0; at < orders.length; ) {
    const order = orders[at];
    if (order !== undefined && isCall(order)) {
      const error = await call(order, kernel);
      if (error !== undefined) errors.set(at, error);
      at += 1;
      continue;
    }
    const requests: Request[] = [];
    for (const next of orders.slice(at)) {
      if (isCall(next)) break;
      requests.push(next);
    }
    for (const [i, error] of await kernel.route.batch(requests)) errors.set(at + i, error);
    at += requests.length;
  }
  return errors;
}

async function call({ text, run }: Call, kernel: TracedKernel): Promise<Refusal | undefined> {
  kernel.trace?.(text);
  try {
    await run(kernel);
    return undefined;
  } catch (error) {
    if (error instanceof NetlinkError || error instanceof NlapplyError) return error;
    throw error;
  }
}
