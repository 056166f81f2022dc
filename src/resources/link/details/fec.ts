import type { Attributes, Value } from '../../../model/index.ts';
import { ERRNO, type Fec, getFec, NetlinkError, setFec } from '../../../netlink/index.ts';
import type { Kernel } from '../../room.ts';
import { tellFixed } from './fixed.ts';
import type { LinkDetails } from './link-details.ts';

const NAME = 'fec';
const AUTO = 'auto';

/** The kernel's names of the encodings (link_mode_names) by those of ethtool(8). */
const MODES: Readonly<Record<string, string>> = { off: 'None', rs: 'RS', baser: 'BASER', llrs: 'LLRS' };

/** Forward error correction: one word, or several that the driver may choose from. */
export const forwardErrorCorrection: LinkDetails = {
  onDemand: true,
  appliesTo: () => true,
  concerns: (attribute) => attribute === NAME,
  how: () => 'live',
  async read(links, kernel, _index, tell) {
    const found = new Map<string, Attributes>();
    for (const link of links) {
      const words = await wordsOf(kernel, link.index ?? 0);
      if (words === '') tellFixed(link, [NAME], tell);
      else found.set(link.name, { [NAME]: words });
    }
    return found;
  },
  orders({ name }, _before, after, index) {
    const words = after[NAME];
    const ifindex = index.indexOf(name);
    return [
      {
        text: `ETHTOOL_MSG_FEC_SET ${name} ${String(words)}`,
        run: (kernel) => set(kernel, ifindex, words),
      },
    ];
  },
};

/** Empty if the driver has none, the link is gone, or the kernel has no such message (before 5.13). */
async function wordsOf({ generic }: Kernel, ifindex: number): Promise<string> {
  try {
    const { modes, auto }: Fec = await getFec(generic(), ifindex);
    const words = Object.keys(MODES).filter((word) => modes.has(MODES[word] ?? word));
    return [...(auto ? [AUTO] : []), ...words].join(' ');
  } catch (error) {
    if (error instanceof NetlinkError) return '';
    throw error;
  }
}

async function set(kernel: Kernel, ifindex: number, value: Value | undefined): Promise<void> {
  const words = typeof value === 'string' ? value.split(' ') : [];
  const modes = new Set(words.flatMap((word) => MODES[word] ?? []));
  await setFec(kernel.generic(), ifindex, { modes, auto: words.includes(AUTO) });
  const now = await wordsOf(kernel, ifindex);
  if (now === value) return;
  throw new NetlinkError({
    errno: ERRNO['EOPNOTSUPP'],
    reason: `the driver takes it, but ${NAME} is ${now}: declare what the driver can do`,
  });
}
