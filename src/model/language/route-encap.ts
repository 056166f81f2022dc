/** How segments get into a packet, in the words of ip-route(8). */
export type SegmentsMode = 'inline' | 'encap' | 'l2encap' | 'encap.red' | 'l2encap.red';

/** What a route puts around its packets, or into them. */
export type RouteEncap =
  | { readonly kind: 'mpls'; readonly labels: readonly number[] }
  | { readonly kind: 'seg6'; readonly mode: SegmentsMode; readonly segments: readonly string[] };

/** The text of an encapsulation, as ip-route(8) writes it: `mpls 100/200`, `seg6 encap fc00:1::,fc00:2::`. */
export const encapText = (encap: RouteEncap): string =>
  encap.kind === 'mpls' ? `mpls ${encap.labels.join('/')}` : `seg6 ${encap.mode} ${encap.segments.join(',')}`;

/** Reads what {@link encapText} writes. */
export function parseEncap(text: string): RouteEncap {
  const [kind, first = '', segments = ''] = text.split(' ');
  return kind === 'mpls'
    ? { kind, labels: first.split('/').map(Number) }
    : { kind: 'seg6', mode: first as SegmentsMode, segments: segments.split(',') };
}
