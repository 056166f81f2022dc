import { type EntryError, type EntrySite, entryError } from './entries.ts';
import type { Definitions } from './schema/definitions.ts';

export type RuleEntry = Definitions['rule'];

/** A rule in the file. */
export type RuleSite = Pick<EntrySite, 'node' | 'list' | 'reporter'>;

/** Reports a fault of a rule, at one of its keys. */
export const ruleError: EntryError<keyof RuleEntry> = entryError;
