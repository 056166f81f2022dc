/** The key of NICs for features by the kernel's names (netdev_features_strings), and the prefix of their attributes. */
export const FEATURES = 'features';

const PREFIX = `${FEATURES}.`;

export const isFeature = (attribute: string): boolean => attribute.startsWith(PREFIX);

/** The attribute for a feature such as `rx-vlan-filter`. */
export const featureAttribute = (name: string): string => PREFIX + name;

/** The kernel's name of a feature. */
export const featureName = (attribute: string): string => attribute.slice(PREFIX.length);

/**
 * The kernel features that make up an offload which has a key of its own; which of several a driver has is up to the
 * driver.
 */
export const OFFLOAD_FEATURES = {
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
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Offload = keyof typeof OFFLOAD_FEATURES;

export const isOffload = (attribute: string): attribute is Offload =>
  Object.hasOwn(OFFLOAD_FEATURES, attribute);

/** The key of the offload that a feature is part of; undefined if it has none. */
export const offloadOf = (feature: string): string | undefined =>
  Object.entries<readonly string[]>(OFFLOAD_FEATURES).find(([, names]) => names.includes(feature))?.[0];
