import {
  type Answer,
  type Connection,
  type ConnectionOptions,
  FakeKernel,
  openConnection,
} from '../../../src/netlink/index.ts';

/** A connection to a kernel that is a function. */
export function connect(
  answer: Answer,
  options: ConnectionOptions = {},
): { readonly kernel: FakeKernel; readonly connection: Connection } {
  const kernel = new FakeKernel(answer);
  return { kernel, connection: openConnection({ native: kernel, timeout: 50, ...options }) };
}
