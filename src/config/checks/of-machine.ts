import type { FouPort } from '../../model/fou-port.ts';
import type { Context } from '../context.ts';
import type { Said } from '../draft.ts';
import { childOf } from '../node.ts';
import { type Firsts, isFirst } from './first.ts';
import { resolve } from './resolve.ts';

/** Drops entries that are there twice or are for no declared device, and reports them. */
export function checkOfMachine(context: Context): void {
  const { machine } = context;
  const ports: Firsts = new Map();
  machine.fouPorts = machine.fouPorts.filter(
    (said) =>
      isForDevice(said, context) &&
      isFirst(said, portKey(said.item), ports, context, {
        code: 'duplicate-fou-port',
        what: `the FOU port ${said.item.port}`,
      }),
  );
  const labels: Firsts = new Map();
  machine.addressLabels = machine.addressLabels.filter(
    (said) =>
      isForDevice(said, context) &&
      isFirst(said, `${said.item.link} ${said.item.prefix}`, labels, context, {
        code: 'duplicate-label',
        what: `the label of ${said.item.prefix}`,
      }),
  );
}

/** What identifies a port in the kernel (fou_cfg_cmp). */
const portKey = ({ family, port, link, local, peer, peerPort }: FouPort): string =>
  JSON.stringify([family, port, link, local, peer, peerPort]);

function isForDevice({ item, node }: Said<{ readonly link: string | null }>, context: Context): boolean {
  if (item.link === null) return true;
  return resolve({ id: item.link, span: childOf(node, 'interface') ?? node }, context) !== undefined;
}
