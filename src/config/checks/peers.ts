import { type Context, type Draft, say } from '../draft.ts';
import { resolve } from './resolve.ts';

/** Joins the ends of veth pairs one to one; `peer` on one end holds for both. */
export function joinPeers(context: Context): void {
  const ends = [...context.drafts.values()].filter(({ kind }) => kind === 'veth');
  for (const end of ends) joinPeer(end, context);
  const mentioned = new Set(ends.map(({ peer }) => peer?.id));
  for (const end of ends) {
    if (end.peer !== undefined || mentioned.has(end.id)) continue;
    const hint = 'say "peer" here or on the other end';
    context.reporter.error('missing-key', end.key, `virtual-ethernet "${end.id}" needs "peer"`, { hint });
  }
}

function joinPeer(end: Draft, context: Context): void {
  const mention = end.peer;
  if (mention === undefined) return;
  const other = resolve(mention, context);
  if (other === undefined) return;
  const { reporter } = context;
  if (other === end) {
    reporter.error('wrong-peer', mention.span, `"${end.id}" cannot be its own peer`);
    return;
  }
  if (other.kind !== 'veth') {
    const message = `"${other.id}" is a device of ${other.section}: a peer must be one of virtual-ethernets, too`;
    const related = { message: 'defined here', span: other.key };
    reporter.error('wrong-peer', mention.span, message, { related });
    return;
  }
  for (const [one, two] of [
    [end, other],
    [other, end],
  ] as const) {
    const before = one.attributes['veth.peer'];
    if (before === undefined || before === two.id) continue;
    const related = { message: 'said here', span: one.spans.get('veth.peer') ?? one.key };
    reporter.error('wrong-peer', mention.span, `"${one.id}" is the peer of "${String(before)}" already`, {
      related,
    });
    return;
  }
  // What an end says of itself is a better place than what the other one says.
  say(end, 'veth.peer', other.id, mention.span);
  if (other.attributes['veth.peer'] === undefined) say(other, 'veth.peer', end.id, mention.span);
}
