import { SECTION_KINDS } from './large-sections.ts';
import { TEXT_KINDS } from './large-texts.ts';
import { YAML_KINDS } from './large-yaml.ts';
import type { Make } from './pieces.ts';

/** Texts of a given size that are made to be expensive, by what they are full of. */
export const LARGE: Readonly<Record<string, Make>> = { ...TEXT_KINDS, ...YAML_KINDS, ...SECTION_KINDS };
