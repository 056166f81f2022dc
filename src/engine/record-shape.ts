import type { StateRecord } from './record.ts';

/** The record as it lies in its file: valid in the boot that wrote it. */
export interface StoredRecord extends StateRecord {
  readonly boot_id: string;
}

/** Whether parsed JSON is a record, to its last member: what is planned from it is deleted or set. */
export function isStoredRecord(value: unknown): value is StoredRecord {
  if (!isMapping(value)) return false;
  return (
    value['format_version'] === 1 &&
    typeof value['boot_id'] === 'string' &&
    isMappingOf(value['links'], isLinkRecord) &&
    Array.isArray(value['addresses']) &&
    value['addresses'].every((key) => typeof key === 'string') &&
    isMappingOf(value['replaced'], isReplaced)
  );
}

function isLinkRecord(value: unknown): boolean {
  return (
    isMapping(value) &&
    typeof value['kind'] === 'string' &&
    typeof value['created'] === 'boolean' &&
    isMappingOf(
      value['set'],
      (entry) => isMapping(entry) && isValue(entry['ours']) && isValue(entry['before']),
    )
  );
}

/** An address or a route; a wrong member of it is the kernel's to refuse. */
function isReplaced(value: unknown): boolean {
  if (!isMapping(value)) return false;
  const { family, type } = value;
  const identified = type === 'address' ? ['link', 'address'] : ['to'];
  return (
    (type === 'address' || type === 'route') &&
    (family === 4 || family === 6) &&
    identified.every((member) => typeof value[member] === 'string')
  );
}

function isValue(value: unknown): boolean {
  return (
    value === null ||
    ['string', 'number', 'boolean'].includes(typeof value) ||
    (Array.isArray(value) && value.every(isValue))
  );
}

function isMappingOf(value: unknown, test: (member: unknown) => boolean): boolean {
  return isMapping(value) && Object.values(value).every(test);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
