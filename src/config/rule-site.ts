import { childOf, type Node, type Span } from './node.ts';
import type { Reporter } from './reporter.ts';
import type { Definitions } from './schema/definitions.ts';

export type RuleEntry = Definitions['rule'];

/** A rule in the file. */
export interface RuleSite {
  readonly node: Node;
  readonly list: Span | undefined;
  readonly reporter: Reporter;
}

/** Reports a fault of a rule, at one of its keys. */
export function ruleError(
  code: string,
  key: keyof RuleEntry | undefined,
  message: string,
  { node, list, reporter }: RuleSite,
  hint?: string,
): void {
  const span = (key === undefined ? undefined : childOf(node, key)) ?? node;
  reporter.error(code, span, message, { hint, list });
}
