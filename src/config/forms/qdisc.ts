import { parseHandle } from '../../model/language/qdiscs/handle.ts';
import { qdiscKind, qdiscKinds } from '../../model/language/qdiscs/kinds.ts';
import { hasOption } from '../../model/language/qdiscs/option.ts';
import { DEFAULT_QDISC, type Qdisc, qdiscText, withoutUsual } from '../../model/language/qdiscs/qdisc.ts';
import { type ChildQdisc, childrenValue } from '../../model/language/qdiscs/tree.ts';
import { say } from '../draft.ts';
import { didYouMean } from '../nearest.ts';
import { childOf, entryOf, itemsOf, type Node } from '../node.ts';
import { readMembers } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import { readOptions } from './qdisc-options.ts';
import type { SaidKey } from './said-key.ts';

/** Reads `qdisc: fq_codel`, or `qdisc: {kind: cake, bandwidth: 50Mbit}`. */
export function readQdisc({ draft, key, attribute, node, reporter }: SaidKey): void {
  const name = nameIn(node, key, reporter);
  if (name === DEFAULT_QDISC) say(draft, attribute, name, node);
  const parent = entryOf(node, 'parent')?.key;
  if (parent !== undefined)
    reporter.error('wrong-key', parent, `"${key}" is the discipline at the root: it has no parent`, {
      hint: 'disciplines in classes are listed in "qdiscs"',
    });
  else if (name !== undefined) {
    const qdisc = qdiscOf(node, name, reporter);
    if (qdisc !== undefined) say(draft, attribute, qdiscText(qdisc), node);
  }
}

/** Reads `qdiscs: [{parent: "1:10", kind: fq_codel}]`: the disciplines in the classes of others. */
export function readQdiscs({ draft, attribute, node, reporter }: SaidKey): void {
  const { errors } = reporter;
  const children = itemsOf(node).flatMap((item) => childIn(item, node, reporter) ?? []);
  if (reporter.errors === errors) say(draft, attribute, childrenValue(children), node);
}

function childIn(node: Node, list: Node, reporter: Reporter): ChildQdisc | undefined {
  const what = { what: 'an entry of "qdiscs"', list };
  const values = readMembers(node, 'qdisc-options', what, reporter);
  const said = childOf(node, 'parent');
  if (said === undefined && node.kind === 'map')
    reporter.error('missing-key', node, 'an entry of "qdiscs" needs "parent", the class that it is in', {
      hint: 'the discipline at the root of the device is "qdisc"',
      list,
    });
  if (values?.kind === undefined || said === undefined) return undefined;
  const parent = handleIn(said, 'parent', reporter);
  const qdisc = qdiscOf(node, values.kind, reporter);
  return qdisc === undefined || parent === undefined ? undefined : { parent, qdisc };
}

/** The handle of a class, or of a discipline; undefined if it is none, which is reported. */
export function handleIn(node: Node, key: string, reporter: Reporter): number | undefined {
  if (node.kind !== 'scalar') return undefined;
  const handle = parseHandle(node.text);
  if (handle !== undefined) return handle;
  const message = `"${key}" must be a handle such as "1:10", not ${JSON.stringify(node.text)}`;
  reporter.error('wrong-value', node, message, { hint: 'both numbers are hexadecimal, up to ffff' });
  return undefined;
}

/** A discipline of the kind, with the options in the node; undefined if something is wrong, which is reported. */
function qdiscOf(node: Node, name: string, reporter: Reporter): Qdisc | undefined {
  const table = qdiscKind(name);
  if (table === undefined) return undefined;
  const options = readOptions(
    node,
    {
      ...{ noun: `a ${name}`, name, table, others: ['kind', 'parent'] },
      ownersOf: (option) => Object.keys(qdiscKinds()).filter((other) => hasOption(qdiscKind(other), option)),
      span: entryOf(node, 'kind')?.value ?? node,
    },
    reporter,
  );
  return options === undefined ? undefined : withoutUsual({ kind: name, options });
}

/** The name of the kind; undefined if there is none or it is unknown, which is reported. */
function nameIn(node: Node, key: string, reporter: Reporter): string | undefined {
  if (node.kind === 'map') {
    const values = readMembers(node, 'qdisc-options', { what: `"${key}"` }, reporter);
    const kind = entryOf(node, 'kind');
    // One that is wrong has been reported.
    if (kind === undefined || values?.kind === undefined) return undefined;
    return values.kind;
  }
  const text = node.kind === 'scalar' ? node.text : '';
  if (text === DEFAULT_QDISC || qdiscKind(text) !== undefined) return text;
  const words = [...Object.keys(qdiscKinds()), DEFAULT_QDISC];
  if (node.kind === 'null') {
    reporter.error('missing-value', node, `"${key}" has no value`, {
      hint: 'leave the key out, or write "default"',
    });
    return undefined;
  }
  const message = `"${key}" must be a kind of queueing discipline, or a mapping with "kind" and its options`;
  const hint = (): string => didYouMean(text, words) ?? `kinds are ${words.join(', ')}`;
  reporter.error(node.kind === 'seq' ? 'wrong-type' : 'wrong-value', node, message, { hint });
  return undefined;
}
