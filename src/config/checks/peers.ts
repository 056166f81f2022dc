import { isEnd, mirrored, PAIRS, type Pair } from '../../model/language/pairs.ts';
import type { Context } from '../context.ts';
import { type Draft, type Mention, say } from '../draft.ts';
import type { Span } from '../node.ts';
import { resolve } from './resolve.ts';

/** Joins the ends of pairs; `peer` on one end holds for both. */
export function joinPeers(context: Context): void {
  const ends = context.devices.flatMap((draft): [Draft, Pair][] => {
    const pair = PAIRS[draft.kind];
    return pair === undefined || !isEnd(draft) ? [] : [[draft, pair]];
  });
  for (const [end, pair] of ends) joinPeer(end, pair, context);
  const mentioned = new Set(ends.map(([{ peer }]) => peer?.id));
  for (const [end, { noun, namespace }] of ends) {
    if (end.peer !== undefined) continue;
    const elsewhere = end.spans.get(namespace);
    const hint = 'set "peer" here or on the other end';
    if (elsewhere !== undefined)
      context.reporter.error('missing-key', elsewhere, '"peer-namespace" needs "peer", the name there');
    else if (!mentioned.has(end.id))
      context.reporter.error('missing-key', end.key, `${noun} "${end.id}" needs "peer"`, { hint });
  }
}

function joinPeer(end: Draft, pair: Pair, context: Context): void {
  const mention = end.peer;
  if (mention === undefined) return;
  if (end.spans.has(pair.namespace)) {
    // The other end is in another namespace, so it is not a device of this configuration.
    say(end, pair.peer, mention.id, mention.span);
    return;
  }
  const other = resolve(mention, context);
  if (other === undefined || isWrong(end, other, mention, pair, context)) return;
  // The place where an end names its peer itself is preferred.
  say(end, pair.peer, other.id, mention.span);
  if (other.attributes[pair.peer] === undefined) say(other, pair.peer, end.id, mention.span);
  if (mirror(end, other, context)) mirror(other, end, context);
}

function isWrong(end: Draft, other: Draft, mention: Mention, pair: Pair, { reporter }: Context): boolean {
  if (other === end) {
    reporter.error('wrong-peer', mention.span, `"${end.id}" cannot be its own peer`);
    return true;
  }
  if (other.kind === end.kind && !isEnd(other)) {
    const related = { message: 'defined here', span: other.key };
    reporter.error('wrong-peer', mention.span, `"${other.id}" has no other end`, { related });
    return true;
  }
  if (other.kind !== end.kind) {
    const message = `"${other.id}" is a device of ${other.section}: a peer must be one of ${end.section}, too`;
    const related = { message: 'defined here', span: other.key };
    reporter.error('wrong-peer', mention.span, message, { related });
    return true;
  }
  for (const [one, two] of [
    [end, other],
    [other, end],
  ] as const) {
    const before = one.attributes[pair.peer];
    if (before === undefined || before === two.id) continue;
    const related = { message: 'said here', span: one.spans.get(pair.peer) ?? one.key };
    reporter.error('wrong-peer', mention.span, `"${one.id}" is the peer of "${String(before)}" already`, {
      related,
    });
    return true;
  }
  return false;
}

/**
 * Copies attributes from one end to the other, since either may be the one that is created. Returns whether the two
 * agree.
 */
function mirror(from: Draft, to: Draft, { reporter }: Context): boolean {
  for (const [attribute, value] of Object.entries(mirrored(from.kind, from.attributes))) {
    const own = to.attributes[attribute];
    const said = sourceOf(from, attribute);
    if (own === undefined) say(to, attribute, value, said);
    else if (own !== value) {
      const name = attribute.slice(attribute.indexOf('.') + 1);
      const related = { message: `"${from.id}" says ${String(value)}`, span: said };
      const span = to.spans.get(attribute) ?? to.key;
      reporter.error('conflict', span, `"${name}" of "${to.id}" is ${String(own)} here and another there`, {
        related,
      });
      return false;
    }
  }
  return true;
}

/** Where an end sets what is this attribute at the other end. */
function sourceOf(draft: Draft, attribute: string): Span {
  const own = Object.entries(PAIRS[draft.kind]?.mirrored ?? {}).find(([, other]) => other === attribute)?.[0];
  return draft.spans.get(own ?? '') ?? draft.key;
}
