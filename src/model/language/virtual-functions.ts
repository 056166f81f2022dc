/**
 * The key with the VLANs of a card's virtual functions. Each VLAN is an attribute of its own, as the others may have
 * been set by somebody else.
 */
export const FUNCTION_VLANS = 'virtual-function-vlans';

/** The key with all settings of virtual functions, by number; each is an attribute of its own, too. */
export const FUNCTIONS = 'virtual-functions';

/** The attribute with the VLAN of a virtual function. */
export const vlanOfFunction = (number: number): string => `${FUNCTION_VLANS}.${number}`;

/** Settings of a virtual function besides its VLAN, with the defaults of most cards. */
export const FUNCTION_SETTINGS = {
  macaddress: '00:00:00:00:00:00',
  'vlan-priority': 0,
  'vlan-protocol': '802.1q',
  'spoof-check': true,
  trust: false,
  'link-state': 'auto',
  'minimum-rate': 0,
  'maximum-rate': 0,
  'query-rss': false,
} as const;

export type FunctionSetting = keyof typeof FUNCTION_SETTINGS;

export const isFunctionSetting = (text: string): text is FunctionSetting =>
  Object.hasOwn(FUNCTION_SETTINGS, text);

/** The attribute with a setting of a virtual function. */
export const settingOfFunction = (number: number | string, setting: 'vlan' | FunctionSetting): string =>
  setting === 'vlan' ? vlanOfFunction(Number(number)) : `${FUNCTIONS}.${number}.${setting}`;

const OF_FUNCTION = new RegExp(`^(?:${FUNCTION_VLANS}|${FUNCTIONS})\\.([0-9]+)`);

/** The number of the virtual function whose setting an attribute holds; undefined for other attributes. */
export function functionOf(attribute: string): number | undefined {
  const number = OF_FUNCTION.exec(attribute)?.[1];
  return number === undefined ? undefined : Number(number);
}

export const isFunctionVlan = (attribute: string): boolean => attribute.startsWith(FUNCTION_VLANS);

export const isOfFunction = (attribute: string): boolean =>
  isFunctionVlan(attribute) || attribute.startsWith(FUNCTIONS);
