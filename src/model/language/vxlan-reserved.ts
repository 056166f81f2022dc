type Extension = 'vxlan.remote-rx' | 'vxlan.group-policy' | 'vxlan.generic-protocol';

/** The bits of a VXLAN header that each extension of a device uses, the first byte as the highest: vxlan_nl2conf. */
const USED: Readonly<Record<'always' | Extension, bigint>> = {
  always: 0x0800_0000_ffff_ff00n,
  'vxlan.remote-rx': 0x0020_0000_0000_00ffn,
  'vxlan.group-policy': 0x80ff_ffff_0000_0000n,
  'vxlan.generic-protocol': 0x3500_00ff_0000_0000n,
};

const ALL = 0xffff_ffff_ffff_ffffn;

/** Whether a device has an extension. */
export type Extensions = (attribute: Extension) => boolean;

/** The bits that a device with these extensions uses. */
export function usedBits(has: Extensions): bigint {
  const extensions = ['vxlan.remote-rx', 'vxlan.group-policy', 'vxlan.generic-protocol'] as const;
  return extensions.reduce((bits, name) => (has(name) ? bits | USED[name] : bits), USED.always);
}

/**
 * Whether these are the default reserved bits: all that the device does not use. If remote checksums were turned off
 * explicitly, their bits are not reserved either.
 */
export function areUsualReserved(bits: bigint, has: Extensions): boolean {
  const used = usedBits(has);
  return bits === (ALL & ~used) || bits === (ALL & ~(used | USED['vxlan.remote-rx']));
}

/** The bits as `0x` and 16 digits. */
export const bits64Text = (bits: bigint): string => `0x${bits.toString(16).padStart(16, '0')}`;
