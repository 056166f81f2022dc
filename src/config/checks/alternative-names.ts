import { Buffer } from 'node:buffer';
import type { Context } from '../context.ts';
import { type Draft, finalName } from '../draft.ts';
import { childOf, itemsOf, type Node } from '../node.ts';

/** ALTIFNAMSIZ - 1 */
const LONGEST = 127;

/** Names and alternative names share a namespace (netdev_name_in_use): no two devices can have the same one. */
export function checkAlternativeNames({ devices, reporter }: Context): void {
  const saying = devices.filter(({ node }) => childOf(node, 'alternative-names') !== undefined);
  if (saying.length === 0) return;
  const owners = new Map(devices.filter(hasName).map((draft) => [finalName(draft), draft]));
  const seen = new Map<string, { readonly draft: Draft; readonly node: Node }>();
  for (const draft of saying) {
    const list = childOf(draft.node, 'alternative-names');
    for (const node of itemsOf(list)) {
      if (node.kind !== 'scalar') continue;
      const fault = faultOf(node.text);
      if (fault !== undefined) reporter.error('wrong-name', node, fault, { list });
      const owner = owners.get(node.text);
      const twin = seen.get(node.text);
      const message = `the alternative name "${node.text}" of "${draft.id}" belongs to`;
      if (owner !== undefined) {
        const related = { message: `"${owner.id}" has it`, span: owner.setName?.span ?? owner.key };
        const whose = owner === draft ? 'the device as its name' : `"${owner.id}" as its name`;
        reporter.error('duplicate-name', node, `${message} ${whose}`, { related, list });
      } else if (twin !== undefined && twin.draft !== draft) {
        const related = { message: `"${twin.draft.id}" has it`, span: twin.node };
        reporter.error('duplicate-name', node, `${message} "${twin.draft.id}", too`, { related, list });
      } else seen.set(node.text, { draft, node });
    }
  }
}

/** With `match` and without `set-name` the id is only a label, not a name. */
const hasName = ({ kind, match, setName }: Draft): boolean =>
  kind !== 'physical' || match === undefined || setName !== undefined;

function faultOf(name: string): string | undefined {
  const bytes = Buffer.byteLength(name);
  if (name === '') return 'an alternative name cannot be empty';
  if (bytes > LONGEST) return `an alternative name has at most ${LONGEST} bytes, this one has ${bytes}`;
  return /[/\s]/.test(name)
    ? `an alternative name cannot contain a slash or a space, ${JSON.stringify(name)} does`
    : undefined;
}
