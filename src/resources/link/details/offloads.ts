import type { Attributes, Link, Value } from '../../../model/index.ts';
import { featureName, isFeature, isOffload, OFFLOAD_FEATURES } from '../../../model/language/features.ts';
import { ERRNO, type Features, getFeatures, NetlinkError, setFeatures } from '../../../netlink/index.ts';
import type { Kernel } from '../../room.ts';
import { tellFixed } from './fixed.ts';
import type { LinkDetails } from './link-details.ts';

/** The kernel features that an attribute is about. */
const featuresOfOne = (attribute: string): readonly string[] =>
  isFeature(attribute) ? [featureName(attribute)] : isOffload(attribute) ? OFFLOAD_FEATURES[attribute] : [];

const isAboutFeatures = (attribute: string): boolean => isFeature(attribute) || isOffload(attribute);

/** Offloads to the hardware, or to its driver, and other features. */
export const offloads: LinkDetails = {
  onDemand: true,
  appliesTo: () => true,
  concerns: isAboutFeatures,
  how: () => 'live',
  async read(links, kernel, _index, tell, asked) {
    const found = new Map<string, Attributes>();
    for (const link of links) {
      const features = await featuresOf(link, kernel);
      if (features === undefined) continue;
      const names = asked(link).filter(isAboutFeatures);
      const known = names.filter((name) => featuresOfOne(name).some((one) => features.known.has(one)));
      found.set(link.name, Object.fromEntries(known.map((name) => [name, stateOf(name, features)])));
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

const changeable = (offload: string, features: Features): readonly string[] =>
  featuresOfOne(offload).filter((name) => features.changeable.has(name));

/** Of an offload that is off only as long as another one is that it needs: it comes on along with that. */
const REQUESTED = 'requested';

function stateOf(offload: string, features: Features): Value {
  if (isOn(offload, features)) return true;
  return changeable(offload, features).some((name) => features.wanted.has(name)) ? REQUESTED : false;
}

/** Whether the offload is on. If some of its features can be changed, only those count. */
function isOn(offload: string, features: Features): boolean {
  const own = changeable(offload, features);
  return (own.length === 0 ? featuresOfOne(offload) : own).some((name) => features.active.has(name));
}

async function set({ generic }: Kernel, ifindex: number, wanted: Attributes): Promise<void> {
  const before = await getFeatures(generic(), ifindex);
  const all = Object.entries(wanted);
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
const notSo = (offload: string, wanted: boolean): NetlinkError =>
  new NetlinkError({
    errno: ERRNO['EOPNOTSUPP'],
    reason: `${offload} stays ${wanted ? 'off: another offload that it needs is off, or what the link is used for forbids it' : 'on: the driver cannot do without'}`,
  });
