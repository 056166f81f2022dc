import type { SectionName } from '../../model/language/languages.ts';

/** netplan's sections that are read with its grammar, but not implemented. */
export const UNSUPPORTED_SECTIONS = ['modems', 'nm-devices'] as const;

export type DeviceSection = SectionName | (typeof UNSUPPORTED_SECTIONS)[number];
