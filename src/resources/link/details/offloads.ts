import type { Attributes, Link, Value } from '../../../model/index.ts';
import type { Offload } from '../../../model/language/ethernet.ts';
import { ERRNO, type Features, getFeatures, NetlinkError, setFeatures } from '../../../netlink/index.ts';
import type { Kernel } from '../../room.ts';
import { tellFixed } from './fixed.ts';
import type { LinkDetails } from './link-details.ts';

/**
 * The kernel features that make up an offload (netdev_features_strings); which of several a driver has is up to the
 * driver.
 */
const FEATURES: Readonly<Record<Offload, readonly string[]>> = {
  'receive-checksum-offload': ['rx-checksum'],
  'transmit-checksum-offload': [
    'tx-checksum-ipv4',
    'tx-checksum-ip-generic',
    'tx-checksum-ipv6',
    'tx-checksum-fcoe-crc',
    'tx-checksum-sctp',
  ],
  'tcp-segmentation-offload': ['tx-tcp-segmentation'],
  'tcp6-segmentation-offload': ['tx-tcp6-segmentation'],
  'generic-segmentation-offload': ['tx-generic-segmentation'],
  'generic-receive-offload': ['rx-gro'],
  'large-receive-offload': ['rx-lro'],
};

const isOffload = (attribute: string): attribute is Offload => Object.hasOwn(FEATURES, attribute);

/** Offloads to the hardware, or to its driver. */
export const offloads: LinkDetails = {
  onDemand: true,
  appliesTo: () => true,
  concerns: isOffload,
  how: () => 'live',
  async read(links, kernel, _index, tell, asked) {
    const found = new Map<string, Attributes>();
    for (const link of links) {
      const features = await featuresOf(link, kernel);
      if (features === undefined) continue;
      const names = asked(link).filter(isOffload);
      found.set(link.name, Object.fromEntries(names.map((name) => [name, stateOf(name, features)])));
      tellFixed(
        link,
        names.filter((name) => changeable(name, features).length === 0),
        tell,
      );
    }
    return found;
  },
  orders: ({ name }, _before, after, index) => {
    const ifindex = index.indexOf(name);
    const said = Object.entries(after).map(
      ([attribute, value]) => `${attribute} ${value === false ? 'off' : 'on'}`,
    );
    return [
      {
        text: `ETHTOOL_MSG_FEATURES_SET ${name} ${said.join(', ')}`,
        run: (kernel) => set(kernel, ifindex, after),
      },
    ];
  },
};

async function featuresOf({ index = 0 }: Link, kernel: Kernel): Promise<Features | undefined> {
  try {
    return await getFeatures(kernel.generic(), index);
  } catch (error) {
    // The link may have gone since the links were observed, or the kernel has no ethtool family (before 5.6, or built
    // without it).
    if (error instanceof NetlinkError) return undefined;
    throw error;
  }
}

const changeable = (offload: Offload, features: Features): readonly string[] =>
  FEATURES[offload].filter((name) => features.changeable.has(name));

/** Of an offload that is off only as long as another one is that it needs: it comes on along with that. */
const REQUESTED = 'requested';

function stateOf(offload: Offload, features: Features): Value {
  if (isOn(offload, features)) return true;
  return changeable(offload, features).some((name) => features.wanted.has(name)) ? REQUESTED : false;
}

/** Whether the offload is on. If some of its features can be changed, only those count. */
function isOn(offload: Offload, features: Features): boolean {
  const own = changeable(offload, features);
  return (own.length === 0 ? FEATURES[offload] : own).some((name) => features.active.has(name));
}

async function set({ generic }: Kernel, ifindex: number, wanted: Attributes): Promise<void> {
  const before = await getFeatures(generic(), ifindex);
  const all = Object.entries(wanted).filter((entry): entry is [Offload, Value] => isOffload(entry[0]));
  const features = all.flatMap(([offload, value]) =>
    changeable(offload, before).map((name): [string, boolean] => [name, value !== false]),
  );
  await setFeatures(generic(), ifindex, Object.fromEntries(features));
  const now = await getFeatures(generic(), ifindex);
  for (const [offload, value] of all) {
    if (value !== REQUESTED && isOn(offload, now) !== (value === true)) throw notSo(offload, value === true);
  }
}

/** netdev_fix_features turns off features that depend on others which are off, and drivers have rules of their own. */
const notSo = (offload: Offload, wanted: boolean): NetlinkError =>
  new NetlinkError({
    errno: ERRNO['EOPNOTSUPP'],
    reason: `${offload} stays ${wanted ? 'off: another offload that it needs is off, or what the link is used for forbids it' : 'on: the driver cannot do without'}`,
  });
