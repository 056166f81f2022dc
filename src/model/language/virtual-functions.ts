/**
 * The key with the VLANs of a card's virtual functions. Each VLAN is an attribute of its own, as the others may have
 * been set by somebody else.
 */
export const FUNCTION_VLANS = 'virtual-function-vlans';

/** The attribute with the VLAN of a virtual function. */
export const vlanOfFunction = (number: number): string => `${FUNCTION_VLANS}.${number}`;

/** The number of the virtual function whose VLAN an attribute holds; undefined for other attributes. */
export function functionOf(attribute: string): number | undefined {
  const number = attribute.slice(FUNCTION_VLANS.length + 1);
  return isFunctionVlan(attribute) && number !== '' ? Number(number) : undefined;
}

export const isFunctionVlan = (attribute: string): boolean => attribute.startsWith(FUNCTION_VLANS);
