import type { Definitions } from './config.gen.ts';

export type { Definitions };

export type DefinitionName = keyof Definitions;
