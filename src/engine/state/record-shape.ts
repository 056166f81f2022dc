import { LISTS } from '../../model/index.ts';
import { isListOf, isMapping, isMappingOf, isText } from '../../model/mapping.ts';
import { LISTED, type StateRecord } from '../record/record.ts';

/** The record as it is stored. It is only valid in the boot in which it was written. */
export interface StoredRecord extends StateRecord {
  readonly boot_id: string;
}

/** Whether parsed JSON is a record. Every member is checked, because objects are deleted and changed by what a record says. */
export function isStoredRecord(value: unknown): value is StoredRecord {
  if (!isMapping(value)) return false;
  return (
    value['format_version'] === 1 &&
    isText(value['boot_id']) &&
    isMappingOf(value['links'], isLinkRecord) &&
    // An earlier version of nlapply, in the same boot, may have known fewer types.
    LISTED.every((type) => isAbsentOr(value[LISTS[type]], (list) => isListOf(list, isText))) &&
    isMappingOf(value['replaced'], isReplaced) &&
    isAbsentOr(value['endpoints'], (all) => isMappingOf(all, (peers) => isMappingOf(peers, isText))) &&
    isAbsentOr(value['routes'], (list) => isListOf(list, isRoute)) &&
    isAbsentOr(value['owed'], (list) => isListOf(list, isReplaced)) &&
    isAbsentOr(value['devices'], (all) => isMappingOf(all, (links) => isListOf(links, isDeviceLink)))
  );
}

const isAbsentOr = (value: unknown, test: (value: unknown) => boolean): boolean =>
  value === undefined || test(value);

function isLinkRecord(value: unknown): boolean {
  return (
    isMapping(value) &&
    isText(value['kind']) &&
    typeof value['created'] === 'boolean' &&
    isAbsentOr(value['joinedWithMtu'], (mtu) => typeof mtu === 'number') &&
    isAbsentOr(value['renamed'], isRenaming) &&
    isAbsentOr(value['said'], (list) => isListOf(list, isText)) &&
    isMappingOf(
      value['set'],
      (entry) => isMapping(entry) && isValue(entry['ours']) && isValue(entry['before']),
    )
  );
}

const isRenaming = (value: unknown): boolean =>
  isMapping(value) && isText(value['from']) && Number.isInteger(value['index']);

const isDeviceLink = (value: unknown): boolean =>
  isMapping(value) &&
  Number.isInteger(value['index']) &&
  isText(value['name']) &&
  isAbsentOr(value['macaddress'], isText);

/** The members that identify an object, by type. All of these are strings. */
const IDENTIFIED: Readonly<Record<string, readonly string[]>> = {
  address: ['link', 'address'],
  neighbor: ['link', 'to'],
  fdb: ['link', 'macaddress'],
  mdb: ['link', 'bridge', 'group'],
  resolver: ['link'],
  client: ['link', 'role'],
  route: ['to'],
  fou: [],
  label: ['prefix'],
};

const WITHOUT_FAMILY: ReadonlySet<string> = new Set(['fdb', 'mdb', 'resolver', 'client', 'label']);

/** Whether the identifying members are right. Other wrong members are left to the kernel to refuse. */
function isReplaced(value: unknown): boolean {
  if (!isMapping(value) || typeof value['type'] !== 'string') return false;
  const { family, type } = value;
  const identified = Object.hasOwn(IDENTIFIED, type) ? IDENTIFIED[type] : undefined;
  return (
    identified !== undefined &&
    (family === 4 || family === 6 || WITHOUT_FAMILY.has(type)) &&
    identified.every((member) => isText(value[member]))
  );
}

/** Whether these are routes. They are only used to ask the kernel whether each exists; these are the members used for that. */
function isRoute(value: unknown): boolean {
  return (
    isMapping(value) &&
    value['type'] === 'route' &&
    value['family'] === 4 &&
    ['to', 'kind'].every((member) => isText(value[member])) &&
    ['table', 'tos', 'metric', 'protocol'].every((member) => typeof value[member] === 'number')
  );
}

function isValue(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value) || isListOf(value, isValue);
}
