import type { KindCases, Said } from './case.ts';

/** The whole configuration: the device under its section, and what is beside it. YAML takes JSON. */
export function configuration(all: KindCases, name: string, said: Said): string {
  const { nics = ['eth0', 'eth1'], section, device, beside = {} } = all;
  const { beside: more, ...own } = { ...device, ...said };
  const sections = [
    { ethernets: Object.fromEntries(nics.map((nic) => [nic, {}])) },
    { [section]: { [name]: own } },
    ...[beside, (more ?? {}) as Said].map((sections) => named(sections, name)),
  ].reduce(merged);
  return JSON.stringify({ network: { version: 2, ...sections } });
}

const named = (sections: Said, name: string): Said =>
  JSON.parse(JSON.stringify(sections).replaceAll('"@"', JSON.stringify(name))) as Said;

/** The one and the other, mappings in mappings. */
function merged(one: Said, other: Said): Said {
  const result: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const known = result[key];
    result[key] = isMapping(known) && isMapping(value) ? merged(known, value) : value;
  }
  return result;
}

const isMapping = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
