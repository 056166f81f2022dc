import type { Rule } from '../../model/rule.ts';
import type { Context, Said } from '../draft.ts';

/** Rules belong to the machine, not to a device: the same rule on several devices is one rule. */
export function checkRules({ devices, reporter }: Context): void {
  const seen = new Map<string, Said<Rule>>();
  for (const draft of devices) {
    if (draft.rules.length === 0) continue;
    const kept = draft.rules.filter((said) => {
      const key = JSON.stringify(said.item);
      const twin = seen.get(key);
      if (twin === undefined) {
        seen.set(key, said);
        return true;
      }
      if (twin.node.source === said.node.source) {
        const related = { message: 'first here', span: twin.node };
        reporter.warning('duplicate-rule', said.node, 'this rule is declared twice', {
          related,
          list: said.list,
        });
      }
      return false;
    });
    draft.rules = kept;
  }
}
