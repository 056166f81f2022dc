import type { Attributes, Value } from '../../../model/index.ts';
import { getWol, NetlinkError, setWol, type Wol } from '../../../netlink/index.ts';
import { tellFixed } from './fixed.ts';
import type { LinkDetails } from './link-details.ts';

const NAME = 'wakeonlan';
const MAGIC = 'magic';

/**
 * What wakes the machine up: true for magic packets only, false for nothing, or else the kernel's names for the
 * triggers.
 */
export const wakeOnLan: LinkDetails = {
  onDemand: true,
  appliesTo: () => true,
  concerns: (attribute) => attribute === NAME,
  how: () => 'live',
  async read(links, kernel, _index, tell) {
    const found = new Map<string, Attributes>();
    for (const link of links) {
      try {
        const wol = await getWol(kernel.generic(), link.index ?? 0);
        found.set(link.name, { [NAME]: asValue(wol) });
        if (!wol.supported.has(MAGIC)) tellFixed(link, [NAME], tell);
      } catch (error) {
        if (!(error instanceof NetlinkError)) throw error;
        if (error.code !== 'EOPNOTSUPP') continue;
        found.set(link.name, { [NAME]: false });
        tellFixed(link, [NAME], tell);
      }
    }
    return found;
  },
  orders({ name }, _before, after, index) {
    const modes = modesOf(after[NAME]);
    const ifindex = index.indexOf(name);
    return [
      {
        text: `ETHTOOL_MSG_WOL_SET ${name} ${modes.join(' ') || 'nothing'}`,
        run: ({ generic }) => setWol(generic(), ifindex, modes),
      },
    ];
  },
};

function asValue({ modes }: Wol): Value {
  if (modes.size === 0) return false;
  return modes.size === 1 && modes.has(MAGIC) ? true : [...modes].sort().join(' ');
}

function modesOf(value: Value | undefined): readonly string[] {
  if (value === true) return [MAGIC];
  return typeof value === 'string' ? value.split(' ') : [];
}
