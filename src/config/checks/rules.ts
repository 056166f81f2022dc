import { Buffer } from 'node:buffer';
import type { Rule } from '../../model/rule.ts';
import type { Context } from '../context.ts';
import type { Said, SaidRule } from '../draft.ts';

/** IFNAMSIZ - 1 */
const LONGEST_NAME = 15;

/** Rules belong to the machine, not to a device: the same rule on several devices is one rule. */
export function checkRules(context: Context): void {
  const { devices, reporter } = context;
  const seen = new Map<string, Said<Rule>>();
  for (const draft of devices) {
    if (draft.rules.length === 0) continue;
    for (const said of draft.rules) checkLinks(said, context);
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

/** A rule may be for an interface that is not declared, but not for one that cannot be. */
function checkLinks({ iif, oif, list }: SaidRule, { drafts, reporter }: Context): void {
  for (const mention of [iif, oif]) {
    if (mention === undefined || drafts.has(mention.id)) continue;
    const { id, span } = mention;
    const shown = JSON.stringify(id);
    if (id === '' || Buffer.byteLength(id) > LONGEST_NAME || /[/:\s]/.test(id))
      reporter.error('wrong-name', span, `${shown} is neither a device nor the name of an interface`, {
        list,
      });
    else if (/[*?[\]]/.test(id)) {
      const hint = 'declare a device with "match" and write its id: there is a rule for each interface then';
      reporter.error('wrong-name', span, `${shown} contains a wildcard, which rules do not have`, {
        hint,
        list,
      });
    }
  }
}
