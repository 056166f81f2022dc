import { type BridgeVlan, parseBridgeVlans } from '../../../model/bridge-vlans.ts';
import type { Value } from '../../../model/value.ts';
import { compact, type Node } from '../document.ts';

/** The mappings of `vlans` for the VLANs of a port or a bridge. */
export const bridgeVlanEntries = (value: Value | undefined): Node | undefined =>
  Array.isArray(value) ? parseBridgeVlans(value).map(entry) : undefined;

const entry = ({ from, to, pvid, untagged, tunnel }: BridgeVlan): Node =>
  compact({
    id: range(from, to),
    pvid: pvid || undefined,
    untagged: untagged || undefined,
    tunnel: tunnel === undefined ? undefined : range(tunnel, tunnel + to - from),
  });

const range = (from: number, to: number): string | number => (from === to ? from : `${from}-${to}`);
