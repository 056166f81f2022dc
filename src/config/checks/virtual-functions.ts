import { functionOf } from '../../model/language/virtual-functions.ts';
import type { Context } from '../context.ts';
import { type Draft, lowerOf, say } from '../draft.ts';
import { childOf } from '../node.ts';
import { resolve } from './resolve.ts';

const COUNT = 'virtual-function-count';

/** Checks that virtual functions, their cards and their VLANs are consistent. */
export function joinVirtualFunctions(context: Context): void {
  const { devices, reporter } = context;
  const functions = new Map<Draft, Draft[]>();
  for (const draft of devices) {
    if (draft.functionOf === undefined) continue;
    const card = cardOf(draft, context);
    if (card === undefined) continue;
    const others = functions.get(card);
    if (others === undefined) functions.set(card, [draft]);
    else others.push(draft);
  }
  for (const [card, own] of functions) countThem(card, own, context);
  for (const draft of devices) {
    const span = childOf(draft.node, 'delay-virtual-functions-rebind');
    const has = functions.has(draft) || Number(draft.attributes[COUNT] ?? 0) > 0;
    if (draft.section !== 'ethernets' || span === undefined || has) continue;
    const hint = `set "${COUNT}", or "link: ${draft.id}" on another device`;
    reporter.error('missing-key', span, `"${draft.id}" has no virtual functions`, { hint });
  }
  for (const draft of devices) {
    checkNumbers(draft, context);
    if (draft.isFilter) joinFilter(draft, context);
  }
}

/** Virtual functions are numbered from 0, so the count limits the numbers. */
function checkNumbers({ id, attributes, spans, key }: Draft, { reporter }: Context): void {
  const count = attributes[COUNT];
  if (typeof count !== 'number') return;
  for (const name of Object.keys(attributes)) {
    const number = functionOf(name);
    if (number === undefined || number < count) continue;
    const related = { message: `${count} here`, span: spans.get(COUNT) ?? key };
    const message = `"${id}" has no virtual function ${number}: they are numbered from 0 to ${count - 1}`;
    reporter.error('out-of-range', spans.get(name) ?? key, message, { related });
  }
}

function cardOf(draft: Draft, context: Context): Draft | undefined {
  const mention = draft.functionOf;
  const card = mention === undefined ? undefined : resolve(mention, context);
  if (mention === undefined || card === undefined) return undefined;
  const fault =
    card === draft
      ? 'itself'
      : card.section !== 'ethernets'
        ? `a device of ${card.section}`
        : card.functionOf === undefined
          ? undefined
          : 'a virtual function itself';
  if (fault === undefined) return card;
  const message = `"${draft.id}" can be a virtual function of another ethernet only: "${mention.id}" is ${fault}`;
  context.reporter.error('wrong-link', mention.span, message);
  return undefined;
}

/** Sets the number of virtual functions to that of declared ones, unless it is declared itself. */
function countThem(card: Draft, functions: readonly Draft[], { reporter }: Context): void {
  const [first] = functions;
  const said = card.attributes[COUNT];
  if (said === undefined) {
    say(card, COUNT, functions.length, first?.functionOf?.span ?? card.key);
  } else if (Number(said) < functions.length) {
    const message = `"${COUNT}" of "${card.id}" must be at least ${functions.length}: so many devices are virtual functions of it`;
    const span = functions[Number(said)]?.functionOf?.span;
    const related = span === undefined ? undefined : { message: 'one too many is here', span };
    reporter.error(
      'out-of-range',
      card.spans.get(COUNT) ?? card.key,
      message,
      related === undefined ? {} : { related },
    );
  }
}

/** The keys of a VLAN for which no device is made. */
const OF_FILTER: ReadonlySet<string> = new Set(['id', 'link', 'renderer']);

/** A VLAN with `renderer: sriov` is filtered by the card for a virtual function. */
function joinFilter(filter: Draft, context: Context): void {
  const { reporter } = context;
  const mention = lowerOf(filter);
  const id = filter.attributes['vlan.id'];
  const lower = mention === undefined ? undefined : context.drafts.get(mention.id);
  if (filter.node.kind === 'map') {
    for (const { key } of filter.node.entries) {
      if (OF_FILTER.has(key.text)) continue;
      const hint = 'no device is made for it: say this of the virtual function';
      reporter.error('wrong-key', key, `"${key.text}" has no place in a VLAN with "renderer: sriov"`, {
        hint,
      });
    }
  }
  // An undefined device has been reported already.
  if (mention === undefined || lower === undefined || typeof id !== 'number') return;
  const span = filter.spans.get('vlan.id') ?? filter.key;
  if (lower.functionOf === undefined) {
    const hint = 'set "link" on that device, with the card that it is a virtual function of';
    reporter.error(
      'wrong-link',
      mention.span,
      `"renderer: sriov" needs a virtual function: "${lower.id}" is none`,
      { hint },
    );
  } else if (lower.functionVlan === undefined) lower.functionVlan = { id, span };
  else {
    const related = { message: `${lower.functionVlan.id} here`, span: lower.functionVlan.span };
    reporter.error('conflict', span, `the card filters one VLAN only for "${lower.id}"`, { related });
  }
}
